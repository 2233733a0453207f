package tino.server.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import tino.server.problem.Problems;

/** Lets in whoever shows a token: {@code Authorization: Bearer eyJ…}. A wrong one is refused, never ignored. */
final class TokenFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFilter.class);
    private static final int LONGEST = 8_192;

    private final Tokens ours;
    private final @Nullable OutsideTokens theirs;
    private final Problems problems;

    /** @param theirs tokens of somebody else, {@code null}: nobody else's are believed */
    TokenFilter(Tokens ours, @Nullable OutsideTokens theirs, Problems problems) {
        this.ours = ours;
        this.theirs = theirs;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = Presented.token(request);
        if (token == null) {
            chain.doFilter(request, response);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        try {
            context.setAuthentication(new Token(read(token)));
        } catch (TokenRefused e) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.write(
                    request, response, Problems.problem(HttpStatus.UNAUTHORIZED, String.valueOf(e.getMessage())));
            return;
        } catch (KeySourceException e) {
            LOG.warn("The keys of the tokens' issuer cannot be had: {}", e.getMessage());
            problems.write(
                    request,
                    response,
                    Problems.problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The keys of this token's issuer cannot be had at present; try again."));
            return;
        } catch (DataAccessException e) {
            problems.write(request, response, problems.of(e));
            return;
        }
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    /** Whose it claims to be says who is to check it; nothing of it is believed before. */
    private Token.Claims read(String token) throws TokenRefused, KeySourceException {
        if (token.length() > LONGEST) {
            throw new TokenRefused("Tokens have at most " + LONGEST + " characters, got " + token.length() + ".");
        }
        String issuer;
        try {
            issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
        } catch (ParseException | RuntimeException e) {
            throw new TokenRefused("Neither an API key (they begin with " + ApiKeys.MARK
                    + ") nor a token (JWT): `tino apikey list` shows the keys there are.");
        }
        if (theirs != null && theirs.issuer().equals(issuer)) {
            return theirs.read(token);
        }
        if (Tokens.ISSUER.equals(issuer)) {
            return ours.read(token);
        }
        throw new TokenRefused("Tokens of this issuer are not believed here (tino.access.jwt.issuer).");
    }
}
