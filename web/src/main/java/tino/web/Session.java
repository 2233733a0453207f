package tino.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Who searches, without knowing who that is: a random name in a cookie, or one that the caller chooses and sends along.
 * Only its pseudonym is stored.
 */
public final class Session {
    public static final String COOKIE = "tino_session";
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private Session() {}

    /**
     * The session of a request, if it has one: the one named in it, else the cookie's.
     *
     * @throws InvalidInput if the named one is not 1 to 100 visible ASCII characters
     */
    public static Optional<String> of(HttpServletRequest request, @Nullable String named) {
        if (named != null) {
            if (!NAME.matcher(named).matches()) {
                throw new InvalidInput(
                        "session", "1 to 100 visible ASCII characters are expected, got " + named.length());
            }
            return Optional.of(named);
        }
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .filter(value -> NAME.matcher(value).matches())
                        .findFirst();
    }

    /** The session of a request; where it has none, a new one that the response's cookie carries until the browser closes. */
    public static String begin(
            HttpServletRequest request, HttpServletResponse response, @Nullable String named, RandomGenerator random) {
        return of(request, named).orElseGet(() -> {
            String session = new UUID(random.nextLong(), random.nextLong()).toString();
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, session)
                            .path("/")
                            .httpOnly(true)
                            .sameSite("Lax")
                            .secure(request.isSecure())
                            .build()
                            .toString());
            return session;
        });
    }
}
