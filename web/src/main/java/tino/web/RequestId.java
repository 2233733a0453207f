package tino.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The name of one request: in its answer's {@value #HEADER}, in problem documents, and in every line that it leaves in the log. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    /** As problem documents have it. */
    public static final String PROPERTY = "request_id";

    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** {@code null} only where no server is in front, as in tests of a single part. */
    public static @Nullable String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : null;
    }

    /** @param id 1 to 100 of {@code [A-Za-z0-9._-]} */
    public static void set(HttpServletRequest request, String id) {
        request.setAttribute(ATTRIBUTE, id);
    }
}
