package tino.server.assistant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service of OpenAI's protocol that streams what it was told to. */
final class ScriptedModel implements AutoCloseable {
    static final String KEY = "sk-scripted";

    /** Bodies of what it was asked. */
    final LinkedBlockingQueue<JsonNode> asked = new LinkedBlockingQueue<>();

    private final HttpServer server;
    private volatile Function<JsonNode, List<String>> pieces = _ -> List.of("ok");
    private volatile int status = 200;
    private volatile boolean breaksOff;

    ScriptedModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** A server's that has this for premium users, and gives no answer again. */
    Map<String, Object> settings() {
        return Map.of(
                "tino.assistant.openai.url",
                url(),
                "tino.assistant.openai.model",
                "gpt-4o-mini",
                "tino.assistant.openai.key",
                KEY,
                "tino.assistant.cache.enabled",
                "false");
    }

    void says(String... said) {
        readsAndSays(_ -> List.of(said));
    }

    /** What it says depends on the body that it is asked with. */
    void readsAndSays(Function<JsonNode, List<String>> reading) {
        pieces = reading;
        status = 200;
        breaksOff = false;
    }

    void fails(int with) {
        status = with;
    }

    /** After the pieces, without an end. */
    void breaksOffAfter(String... said) {
        says(said);
        breaksOff = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JsonMapper.shared()
                    .readTree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(body);
            if (status != 200) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (String piece : pieces.apply(body)) {
                event(
                        out,
                        "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                                + JsonMapper.shared().writeValueAsString(piece) + "},\"finish_reason\":null}]}");
            }
            if (breaksOff) {
                return;
            }
            event(
                    out,
                    "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
            event(
                    out,
                    "{\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted\",\"choices\":[],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}");
            event(out, "[DONE]");
        }
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
