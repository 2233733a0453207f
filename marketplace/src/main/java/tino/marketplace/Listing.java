package tino.marketplace;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tino.web.InvalidInput;

/**
 * One page of a list, read with its stretch only.
 *
 * @param first number of the first row in the whole list, from 1; 0 where there are no rows
 * @param previous address of the page before, {@code null} on the first
 * @param next address of the page after, {@code null} on the last
 */
public record Listing<T>(
        List<T> rows,
        int first,
        int last,
        @Nullable String previous,
        @Nullable String next) {
    private static final int SIZE = 25;
    private static final String OFFSET = "offset";

    /**
     * The page that the request's {@code offset} asks for.
     *
     * @param query reads a stretch of the list
     * @throws InvalidInput if the offset is no number of 0 or more
     */
    public static <T> Listing<T> of(HttpServletRequest request, Function<Slice, List<T>> query) {
        int offset = offset(request.getParameter(OFFSET));
        List<T> found = query.apply(new Slice(offset, SIZE + 1)); // one more tells whether there is a next page
        List<T> rows = found.subList(0, Math.min(SIZE, found.size()));
        return new Listing<>(
                rows,
                rows.isEmpty() ? 0 : offset + 1,
                offset + rows.size(),
                offset == 0 ? null : address(request, Math.max(0, offset - SIZE)),
                found.size() > SIZE ? address(request, offset + SIZE) : null);
    }

    private static int offset(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException _) {
            throw new InvalidInput(OFFSET, "a number of 0 or more is expected, got \"" + value + '"');
        }
    }

    private static String address(HttpServletRequest request, int offset) {
        return ServletUriComponentsBuilder.fromRequest(request)
                .scheme(null)
                .host(null)
                .port(null)
                .replaceQueryParam(OFFSET, offset == 0 ? List.of() : List.of(offset))
                .build()
                .toUriString();
    }
}
