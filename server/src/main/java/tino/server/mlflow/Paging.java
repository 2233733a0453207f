package tino.server.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.registry.Condition;

/**
 * A page of an answer. One more than is answered is asked for, to know whether there is a next page.
 *
 * @param size at most so many are answered
 */
record Paging(int size, long offset) {
    private static final String MARK = "after:";

    /** @param otherwise size where the caller names none */
    static Paging of(Fields fields, int otherwise, int most) {
        Long size = fields.whole("max_results");
        if (size != null && (size < 1 || size > most)) {
            throw MlflowError.invalid(
                    "Invalid value for parameter 'max_results': expected 1 to " + most + ", got " + size + ".");
        }
        return new Paging(size == null ? otherwise : size.intValue(), offset(fields.text("page_token")));
    }

    private static long offset(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (plain.matches(MARK + "\\d{1,18}")) {
                return Long.parseLong(plain.substring(MARK.length()));
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw MlflowError.invalid(
                "Invalid value for parameter 'page_token': expected one that this server gave, got '" + token + "'.");
    }

    Condition.Page query() {
        return new Condition.Page(size + 1, offset);
    }

    <T> List<T> cut(List<T> found) {
        return found.size() > size ? found.subList(0, size) : found;
    }

    /** {@code null} where nothing follows. */
    @Nullable
    String next(List<?> found) {
        return found.size() <= size
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((MARK + (offset + size)).getBytes(StandardCharsets.UTF_8));
    }
}
