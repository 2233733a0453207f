package tino.server.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses request bodies beyond a size, by their announced length at once, otherwise when that much has been read. */
public final class BodyLimit extends OncePerRequestFilter {
    private final long bytes;
    private final String files;
    private final long fileBytes;
    private final Problems problems;

    /**
     * @param bytes most of a body
     * @param files what paths begin with whose bodies are files
     * @param fileBytes most of a file
     */
    public BodyLimit(long bytes, String files, long fileBytes, Problems problems) {
        this.bytes = bytes;
        this.files = files;
        this.fileBytes = fileBytes;
        this.problems = problems;
    }

    static ProblemDetail problem(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLarge large) {
                return problem(large.limit);
            }
        }
        return Problems.problem(HttpStatus.CONTENT_TOO_LARGE, "The body is too large.");
    }

    private static ProblemDetail problem(long limit) {
        return Problems.invalid(
                HttpStatus.CONTENT_TOO_LARGE,
                java.util.List.of(new Fault(
                        "body",
                        "at most " + limit
                                + " bytes are accepted; send it in parts (tino.limits.body, tino.limits.file)")));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long most = request.getRequestURI().startsWith(files) ? fileBytes : bytes;
        if (request.getContentLengthLong() > most) {
            // What the caller goes on sending is not read.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            problems.write(request, response, problem(most));
            return;
        }
        boolean unannounced = request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
        chain.doFilter(unannounced ? new Counted(request, most) : request, response);
    }

    /** More was sent than is accepted. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        private final long limit;

        TooLarge(long limit) {
            super("more than " + limit + " bytes");
            this.limit = limit;
        }
    }

    private static final class Counted extends HttpServletRequestWrapper {
        private final long limit;

        Counted(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream(), limit);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            return new BufferedReader(new InputStreamReader(
                    getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
        }
    }

    private static final class CountedStream extends ServletInputStream {
        private final ServletInputStream in;
        private final long limit;
        private long read;

        CountedStream(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int got = in.read(buffer, from, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int more) throws TooLarge {
            read += more;
            if (read > limit) {
                throw new TooLarge(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
