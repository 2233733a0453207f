package tino.assistant.query;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.ErrorResponse;
import tino.web.RequestId;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events (WHATWG HTML, section 9.2), each on its way when {@link #send} returns. Nothing is sent, not even the status, before the
 * first: until then the request can still fail like any other.
 */
public final class EventStream {
    /** Problem documents have their properties beside the rest. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private final HttpServletResponse response;
    private @Nullable ServletOutputStream out;

    public EventStream(HttpServletResponse response) {
        this.response = response;
    }

    /** The one who listened went away. */
    public static final class Gone extends RuntimeException {
        private Gone(IOException cause) {
            super(cause);
        }
    }

    public boolean begun() {
        return out != null;
    }

    /** @throws Gone if nobody listens any more */
    public synchronized void send(String event, Object data) {
        write("event: " + event + "\ndata: " + JSON.writeValueAsString(data) + "\n\n");
    }

    /** An event without a name, its data as it is. @throws Gone if nobody listens any more */
    public synchronized void data(String data) {
        write("data: " + data + "\n\n");
    }

    /** The last event of a stream that broke off. @param request its id, {@code null} where it has none */
    void fail(RuntimeException e, @Nullable String request) {
        ProblemDetail problem = e instanceof ErrorResponse known
                ? known.getBody()
                : ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "The answer broke off; ask again.");
        if (request != null) {
            problem.setProperty(RequestId.PROPERTY, request);
        }
        try {
            send("error", problem);
        } catch (Gone gone) {
            // nobody to be told
        }
    }

    private void write(String text) {
        try {
            if (out == null) {
                response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
                response.setCharacterEncoding("UTF-8");
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("X-Accel-Buffering", "no");
                out = response.getOutputStream();
            }
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new Gone(e);
        }
    }
}
