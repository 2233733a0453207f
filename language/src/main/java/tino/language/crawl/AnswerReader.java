package tino.language.crawl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import tino.language.crawl.FetchFailed.Kind;

/** Reads one answer of HTTP/1.1 (RFC 9112), within limits everywhere. */
final class AnswerReader {
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_HEADERS = 200;
    private static final int MOST_INTERIM = 5;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})\\s*(;.*)?");

    private final InputStream in;
    private final long most;

    private AnswerReader(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /** @param most bytes of the body, packed and unpacked */
    static Answer read(InputStream in, long most) throws IOException {
        AnswerReader reader = new AnswerReader(in, most);
        for (int interim = 0; ; interim++) {
            int status = reader.status();
            Map<String, List<String>> headers = reader.headers();
            if (status >= 200 || status == 101) {
                return new Answer(status, headers, reader.body(status, headers));
            }
            if (interim == MOST_INTERIM) {
                throw garbled("no final answer after " + MOST_INTERIM + " others");
            }
        }
    }

    private static FetchFailed garbled(String came) {
        return new FetchFailed(Kind.GARBLED, "Expected an answer of HTTP/1.1, got " + came + ".", null);
    }

    private int status() throws IOException {
        String line = line();
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            throw garbled("a first line that is none");
        }
        return Integer.parseInt(status.group(1));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || ++count > MOST_HEADERS) {
                throw garbled(colon < 1 ? "a header without a colon" : "more than " + MOST_HEADERS + " headers");
            }
            headers.computeIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw garbled("its end in the middle");
            }
            if (line.length() == LONGEST_LINE) {
                throw garbled("a line of more than " + LONGEST_LINE + " bytes");
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    private byte[] body(int status, Map<String, List<String>> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        List<String> coded = headers.getOrDefault("transfer-encoding", List.of());
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        byte[] body;
        if (!coded.isEmpty()) {
            if (!coded.equals(List.of("chunked"))) {
                throw garbled("the transfer encoding " + coded);
            }
            body = chunks();
        } else if (!lengths.isEmpty()) {
            body = exactly(length(lengths));
        } else {
            body = upTo(in);
        }
        return unpacked(body, headers.getOrDefault("content-encoding", List.of()));
    }

    private static long length(List<String> lengths) throws FetchFailed {
        if (lengths.stream().distinct().count() != 1 || !lengths.getFirst().matches("\\d{1,18}")) {
            throw garbled("the lengths " + lengths);
        }
        return Long.parseLong(lengths.getFirst());
    }

    private FetchFailed tooLarge() {
        return new FetchFailed(Kind.TOO_LARGE, "Expected an answer of at most " + most + " bytes, got more.", null);
    }

    private byte[] exactly(long length) throws IOException {
        if (length > most) {
            throw tooLarge();
        }
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw garbled(body.length + " of " + length + " bytes");
        }
        return body;
    }

    private byte[] upTo(InputStream from) throws IOException {
        byte[] body = from.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        if (body.length > most) {
            throw tooLarge();
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            Matcher chunk = CHUNK.matcher(line().strip());
            if (!chunk.matches()) {
                throw garbled("a chunk without its length");
            }
            long length = Long.parseLong(chunk.group(1), 16);
            if (length == 0) {
                return body.toByteArray(); // the connection is not used again, so trailers may stay where they are
            }
            if (body.size() + length > most) {
                throw tooLarge();
            }
            body.write(exactly(length));
            if (!line().isEmpty()) {
                throw garbled("a chunk longer than it says");
            }
        }
    }

    /** Nobody asked for packed answers, but some servers send them. */
    private byte[] unpacked(byte[] body, List<String> encodings) throws IOException {
        if (encodings.isEmpty() || encodings.equals(List.of("identity")) || body.length == 0) {
            return body;
        }
        try {
            return switch (encodings.size() == 1 ? encodings.getFirst().toLowerCase(Locale.ROOT) : "") {
                case "gzip", "x-gzip" -> upTo(new GZIPInputStream(new ByteArrayInputStream(body)));
                case "deflate" -> upTo(new InflaterInputStream(new ByteArrayInputStream(body)));
                default -> throw garbled("the content encoding " + encodings);
            };
        } catch (FetchFailed e) {
            throw e;
        } catch (IOException e) {
            throw new FetchFailed(Kind.GARBLED, "Expected a body packed by " + encodings + ", it is broken.", e);
        }
    }
}
