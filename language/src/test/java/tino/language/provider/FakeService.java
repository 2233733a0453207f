package tino.language.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;

/** A service on a socket of this machine that sends, byte by byte, what a test wants; each connection carries one request. */
@NullUnmarked // for tests
public final class FakeService implements AutoCloseable {
    /** What is sent to a request. */
    @FunctionalInterface
    public interface Script {
        void play(Line line) throws IOException, InterruptedException;
    }

    /** One connection. */
    public final class Line {
        private final Socket socket;
        private final OutputStream out;

        private Line(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        public Line send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        public Line head(int status, String... headers) throws IOException {
            return send("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n" + String.join("\r\n", headers)
                    + (headers.length == 0 ? "" : "\r\n") + "\r\n");
        }

        /** The head of a stream of events, in chunks. */
        public Line stream() throws IOException {
            return head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
        }

        public Line chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return send(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
        }

        public Line piece(String text) throws IOException {
            return chunk("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n");
        }

        public Line finish(String reason) throws IOException {
            return chunk("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\n");
        }

        public Line usage(int read, int written) throws IOException {
            return chunk("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + read + ",\"completion_tokens\":"
                    + written + ",\"total_tokens\":" + (read + written) + "}}\n\n");
        }

        public Line end() throws IOException {
            return chunk("data: [DONE]\n\n").send("0\r\n\r\n");
        }

        /** Without a word: the other side sees the connection reset. */
        public void cut() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Until the other side is gone. */
        public void awaitGone() throws IOException {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // Nothing more is expected.
                }
            } catch (SocketException reset) {
                // Gone as well.
            }
            gone.countDown();
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile Script script;

    public FakeService(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Answers in these pieces, and says how many tokens that took. */
    public static FakeService writing(String... pieces) {
        return new FakeService(line -> {
            line.stream();
            for (String piece : pieces) {
                line.piece(piece);
            }
            line.finish("stop").usage(12, 5).end();
        });
    }

    public void play(Script next) {
        script = next;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Heads and bodies of what was asked, in order. */
    public List<String> requests() {
        return requests;
    }

    public CountDownLatch gone() {
        return gone;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                threads.execute(() -> answer(socket));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            script.play(new Line(socket));
        } catch (IOException | InterruptedException e) {
            // The other side, or the test, is gone.
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            read.write(next);
            head = next == '\n' ? read.toString(StandardCharsets.UTF_8) : head;
        }
        int length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
