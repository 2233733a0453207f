package tino.server.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The wire between a server and its database, which a test can cut and mend. */
final class Cable implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket plug;

    Cable(int target) throws IOException {
        this.target = target;
        this.plug = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = plug.getLocalPort();
        serve(plug);
    }

    int port() {
        return port;
    }

    /** Ends all connections and takes no new ones. */
    synchronized void cut() throws IOException {
        plug.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    synchronized void mend() throws IOException {
        plug = new ServerSocket();
        plug.setReuseAddress(true);
        plug.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        serve(plug);
    }

    private void serve(ServerSocket open) {
        Thread.ofVirtual().start(() -> {
            while (!open.isClosed()) {
                try {
                    Socket near = open.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.add(near);
                    sockets.add(far);
                    pump(near, far);
                    pump(far, near);
                } catch (IOException cut) {
                    return;
                }
            }
        });
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                in.transferTo(out);
            } catch (IOException cut) {
                // What a cut wire does.
            }
        });
    }

    @Override
    public void close() {
        try {
            cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
