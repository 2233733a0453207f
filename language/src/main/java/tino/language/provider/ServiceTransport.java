package tino.language.provider;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tino.language.provider.ProviderFailure.Kind;

/**
 * HTTP beneath LangChain4j's models. Its own client answers on other threads, does not time a body, drops {@code Retry-After}, takes
 * a stream that breaks off for a whole one, and logs what a listener throws. This one works on the caller's thread, within the
 * {@link Exchange}'s time, and says there how a service failed. The key is put on the request here, so that nothing above knows it.
 */
final class ServiceTransport implements HttpClient {
    private static final int SHOWN = 200;
    private static final int READ_OF_ERRORS = 16 << 10;

    private final ModelService service;
    private final InstantSource clock;
    private final java.net.http.HttpClient http;

    ServiceTransport(ModelService service, InstantSource clock) {
        this.service = service;
        this.clock = clock;
        this.http = java.net.http.HttpClient.newBuilder()
                .connectTimeout(service.connect())
                // Giving up closes the connection; services in the clear stumble over the offer of HTTP/2.
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** For LangChain4j's builders; the times are those of the service. */
    HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return service.connect();
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration timeout) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return service.timeout();
            }

            @Override
            public HttpClientBuilder readTimeout(Duration timeout) {
                return this;
            }

            @Override
            public HttpClient build() {
                return ServiceTransport.this;
            }
        };
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException(
                "Never called: answers are asked for as streams only (ServiceCalls), so that the first words are there early and a broken answer is noticed");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Exchange exchange = Exchange.CURRENT.get();
        HttpResponse<InputStream> response = send(request, exchange);
        if (response == null) {
            return;
        }
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                refused(response, body, exchange);
                return;
            }
            listener.onOpen(SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .build());
            parser.parse(body, new Watched(listener, exchange));
            if (!exchange.isOver()) {
                listener.onClose();
            }
        } catch (IOException e) {
            exchange.fail(Kind.UNREACHABLE, "broke the connection while it answered.", null);
        }
    }

    private @Nullable HttpResponse<InputStream> send(HttpRequest request, Exchange exchange) {
        java.net.http.HttpRequest.Builder built = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> built.header(name, value)));
        if (service.key() != null) {
            built.setHeader("Authorization", "Bearer " + service.key());
        }
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(built.build(), _ -> new ResponseStream(exchange));
        try {
            return answer.get(Math.max(0, exchange.nanosLeft()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            exchange.fail(Kind.TIMEOUT, "did not answer in time.", null);
        } catch (InterruptedException e) {
            answer.cancel(true);
            exchange.interrupted();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case HttpConnectTimeoutException _ ->
                    exchange.fail(Kind.UNREACHABLE, "did not take the connection in time.", null);
                case HttpTimeoutException _ -> exchange.fail(Kind.TIMEOUT, "did not answer in time.", null);
                case ProtocolException _ -> exchange.fail(Kind.GARBLED, "does not speak HTTP.", null);
                case null, default ->
                    exchange.fail(
                            Kind.UNREACHABLE,
                            "cannot be reached (" + rootName(e) + "). Check that it runs and that its URL is right.",
                            null);
            }
        }
        return null;
    }

    /** The class alone: messages of the network may repeat what was sent. */
    private static String rootName(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private void refused(HttpResponse<InputStream> response, InputStream body, Exchange exchange) throws IOException {
        int status = response.statusCode();
        Kind kind = switch (status) {
            case 401, 403 -> Kind.UNAUTHORISED;
            case 408 -> Kind.TIMEOUT;
            case 429 -> Kind.OVERLOADED;
            default -> status / 100 == 4 ? Kind.REFUSED : Kind.BROKEN;
        };
        // Who refuses a key may repeat it in another form.
        String said = kind == Kind.UNAUTHORISED
                ? " Check that its key is right and has not expired."
                : ": " + shown(new String(body.readNBytes(READ_OF_ERRORS), StandardCharsets.UTF_8));
        exchange.fail(kind, "answered " + status + said, RetryAfter.of(response.headers(), clock.instant()));
    }

    private String shown(String text) {
        String safe = service.key() == null ? text : text.replace(service.key(), "…");
        String line = safe.replaceAll("\\s+", " ").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }

    /** Hands events on until one cannot be read; then nothing that follows is trusted. */
    private final class Watched implements ServerSentEventListener {
        private final ServerSentEventListener listener;
        private final Exchange exchange;

        Watched(ServerSentEventListener listener, Exchange exchange) {
            this.listener = listener;
            this.exchange = exchange;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            String data = event.data();
            if (data.startsWith("{\"error\"") || "error".equals(event.event())) {
                exchange.fail(Kind.BROKEN, "failed while it answered: " + shown(data), null);
            } else if (!exchange.isOver() && !data.isBlank()) {
                try {
                    listener.onEvent(event, context);
                } catch (RuntimeException e) {
                    exchange.fail(Kind.GARBLED, "sent what is no piece of an answer.", null);
                }
                if (data.equals("[DONE]")) {
                    exchange.done();
                }
            }
            if (exchange.isOver()) {
                context.parsingHandle().cancel();
            }
        }

        @Override
        public void onError(Throwable throwable) {
            exchange.fail(Kind.UNREACHABLE, "broke the connection while it answered.", null);
        }
    }
}
