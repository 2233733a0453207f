package tino.server.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.Audit;
import tino.server.Home;
import tino.server.Settings;
import tino.server.problem.BodyLimit;
import tino.server.problem.Problems;
import tino.server.problem.RequestIds;

/** The rules of access, in one place. What is not allowed here is refused. */
@Configuration(proxyBeanMethods = false)
class Security {
    /** No script and no style but our own files. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String[] PAGES = {
        "/",
        "/professionals/*",
        "/assistant",
        "/assistant/passages/*",
        "/why/*/*",
        "/assets/**",
        "/webjars/**",
        "/favicon.ico",
        "/robots.txt",
        "/login",
        "/error"
    };
    private static final String[] HEALTH = {"/health", "/health/**"};
    private static final String[] DOCS = {
        "/docs", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml"
    };
    private static final String[] OPENAI = {"/v1/chat/completions", "/v1/embeddings", "/v1/models", "/v1/models/*"};
    private static final String[] QUESTIONS = {"/api/v1/query", "/api/v1/query/stream", "/api/v1/query/*/feedback"};
    private static final String[] FEEDBACK = {"/api/events/**", "/api/log/**"};
    private static final String[] OPERATORS = {"ROLE_ADMIN", "ROLE_OPERATOR", Scope.OPERATE.authority()};
    private static final String[] ASSISTANT_LEVERS = {
        "/api/v1/models/select", "/api/v1/cache/clear", "/api/v1/finetune/start"
    };
    private static final String[] ASSISTANT_FIGURES = {
        "/api/v1/models/stats", "/api/v1/stats", "/api/v1/finetune/status"
    };
    private static final String[] WRITERS = {
        "ROLE_ADMIN", "ROLE_OPERATOR", "ROLE_PROFESSIONAL", Scope.PROFILES.authority(), Scope.OPERATE.authority()
    };
    private static final String[] READERS = {
        "ROLE_ADMIN", "ROLE_OPERATOR", "ROLE_ANALYST", "ROLE_REVIEWER", Scope.OPERATE.authority()
    };
    private static final String[] REVIEWERS = {"ROLE_ADMIN", "ROLE_REVIEWER"};
    private static final String[] ADVOCATES = {
        "ROLE_ADMIN",
        "ROLE_OPERATOR",
        "ROLE_REVIEWER",
        "ROLE_PROFESSIONAL",
        Scope.SEARCH.authority(),
        Scope.OPERATE.authority(),
        Scope.PRIVACY.authority()
    };
    private static final String[] PREDICTORS = {
        "ROLE_ADMIN", "ROLE_OPERATOR", Scope.PREDICT.authority(), Scope.OPERATE.authority()
    };
    private static final String[] VERSION_READERS = {
        "ROLE_ADMIN",
        "ROLE_OPERATOR",
        "ROLE_EVALUATE",
        "ROLE_REVIEWER",
        Scope.PREDICT.authority(),
        Scope.OPERATE.authority()
    };
    private static final String[] PREDICTIONS = {"/predict", "/predict/batch", "/feedback"};
    private static final String[] PRIVACY = {"ROLE_ADMIN", Scope.PRIVACY.authority()};
    private static final String[] MODEL_WRITERS = {
        "ROLE_ADMIN", "ROLE_OPERATOR", Scope.OPERATE.authority(), Scope.MODELS.authority()
    };
    private static final String[] MODEL_READERS = {
        "ROLE_ADMIN",
        "ROLE_OPERATOR",
        "ROLE_ANALYST",
        Scope.OPERATE.authority(),
        Scope.MODELS.authority(),
        Scope.MODELS_READ.authority()
    };
    private static final String MLFLOW_FILES = "/api/2.0/mlflow-artifacts/";
    private static final String[] MLFLOW = {"/api/2.0/mlflow/**", MLFLOW_FILES + "**"};

    /** Questions that MLflow's clients POST. */
    private static final String[] MLFLOW_QUESTIONS = {
        "/api/2.0/mlflow/experiments/search",
        "/api/2.0/mlflow/runs/search",
        "/api/2.0/mlflow/registered-models/get-latest-versions"
    };

    /** Rooms of the console in which readers may look round. */
    private static final String[] READABLE = {
        "/console",
        "/console/learning",
        "/console/runs",
        "/console/runs/**",
        "/console/models",
        "/console/models/version",
        "/console/models/compare",
        "/console/models/card",
        "/console/models/card.html",
        "/console/models/card.pdf",
        "/console/rollouts",
        "/console/rollouts/*",
        "/console/drift",
        "/console/quality",
        "/console/hiring",
        "/console/assistant",
        "/console/experiments",
        "/console/experiments/*",
        "/console/decisions",
        "/console/decisions/*",
        "/console/alerts",
        "/console/jobs",
        "/console/reports",
        "/console/reports/*"
    };

    /** The fifteen filters are not timed one by one on every request: requests are timed as a whole. */
    @Bean
    SecurityObservationSettings filtersUnobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    Accounts accounts(Database database, PasswordEncoder encoder, InstantSource clock) {
        return new Accounts(database.sql(), encoder, clock);
    }

    @Bean
    ApiKeys apiKeys(Database database, InstantSource clock, Audit audit) {
        return new ApiKeys(database.sql(), clock, audit);
    }

    @Bean
    Tokens tokens(Home home, ApiKeys keys, InstantSource clock) {
        return new Tokens(Tokens.ring(home.keys()), keys, clock);
    }

    @Bean
    SecurityFilterChain rules(
            HttpSecurity http,
            Settings settings,
            Accounts accounts,
            ApiKeys keys,
            Tokens tokens,
            InstantSource clock,
            Problems problems) {
        LoginThrottle throttle = new LoginThrottle(settings.limits().logins(), problems);
        http.authorizeHttpRequests(rules -> allow(rules, settings.access()));
        http.addFilter(CrossOrigin.filter(
                settings.access().cors(), Stream.concat(Stream.of("/api/**", "/v1/**"), Stream.of(PREDICTIONS))));
        http.addFilterBefore(new ApiKeyFilter(keys, problems), CsrfFilter.class);
        http.addFilterBefore(
                new TokenFilter(tokens, OutsideTokens.of(settings.access().jwt(), clock), problems), CsrfFilter.class);
        http.addFilterBefore(throttle, UsernamePasswordAuthenticationFilter.class);
        http.addFilterBefore(new SignedIn(accounts, problems), AnonymousAuthenticationFilter.class);
        http.addFilterBefore(new RateLimits(settings.limits(), problems), AuthorizationFilter.class);
        // Feedback is public; and where there is no session, there is none that another site could borrow.
        http.csrf(csrf -> csrf.ignoringRequestMatchers(FEEDBACK)
                .ignoringRequestMatchers(Presented::by)
                .ignoringRequestMatchers(Security::withoutSession));
        http.requestCache(cache -> cache.requestCache(new PagesOnly()));
        http.formLogin(form -> form.loginPage("/login")
                .successHandler((request, response, who) -> {
                    throttle.succeeded(request);
                    new SavedRequestAwareAuthenticationSuccessHandler().onAuthenticationSuccess(request, response, who);
                })
                .failureHandler((request, response, e) -> {
                    throttle.failed(request);
                    new SimpleUrlAuthenticationFailureHandler("/login?error")
                            .onAuthenticationFailure(request, response, e);
                }));
        http.logout(logout -> logout.logoutSuccessUrl("/").deleteCookies("tino"));
        http.exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (request, response, e) -> unknown(request, response, e, problems))
                .accessDeniedHandler((request, response, e) -> problems.write(request, response, denied(request, e))));
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy("geolocation=(self), camera=(), microphone=()"))
                .frameOptions(frame -> frame.deny()));
        return http.build();
    }

    private static void allow(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules,
            Settings.Access access) {
        rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll();
        rules.requestMatchers(HEALTH).permitAll();
        rules.requestMatchers(HttpMethod.GET, PAGES).permitAll();
        rules.requestMatchers(HttpMethod.POST, "/login", "/logout").permitAll();
        rules.requestMatchers(HttpMethod.POST, "/professionals/*/quote", "/professionals/*/contract")
                .permitAll();
        rules.requestMatchers("/decisions/*/contest").permitAll();
        rules.requestMatchers(HttpMethod.GET, "/decisions/*").permitAll();
        rules.requestMatchers(HttpMethod.POST, "/decisions/*/review").permitAll();
        rules.requestMatchers(HttpMethod.POST, PREDICTIONS).hasAnyAuthority(PREDICTORS);
        rules.requestMatchers(HttpMethod.GET, "/version").hasAnyAuthority(VERSION_READERS);
        rules.requestMatchers("/api/search").permitAll();
        rules.requestMatchers(OPENAI).permitAll();
        rules.requestMatchers(HttpMethod.POST, QUESTIONS).permitAll();
        rules.requestMatchers(HttpMethod.GET, "/api/v1/query/*", "/api/v1/models", "/api/v1/models/status")
                .permitAll();
        rules.requestMatchers(HttpMethod.GET, ASSISTANT_FIGURES).hasAnyAuthority(READERS);
        rules.requestMatchers(HttpMethod.POST, ASSISTANT_LEVERS).hasAnyAuthority(OPERATORS);
        rules.requestMatchers(HttpMethod.POST, "/api/v1/token").authenticated();
        rules.requestMatchers(FEEDBACK).permitAll();
        rules.requestMatchers(HttpMethod.GET, "/api/professionals/*").permitAll();
        if (access.metricsPublic()) {
            rules.requestMatchers("/metrics").permitAll();
        } else {
            rules.requestMatchers("/metrics").hasAnyAuthority("ROLE_ADMIN", "ROLE_OPERATOR", Scope.METRICS.authority());
        }
        if (access.docsPublic()) {
            rules.requestMatchers(DOCS).permitAll();
        } else {
            rules.requestMatchers(DOCS).authenticated();
        }
        rules.requestMatchers("/api/professionals", "/api/professionals/**").hasAnyAuthority(WRITERS);
        rules.requestMatchers("/api/decisions/*/contest").hasAnyAuthority(ADVOCATES);
        rules.requestMatchers(HttpMethod.GET, "/api/decisions/**", "/api/learning/**", "/api/models/**")
                .hasAnyAuthority(READERS);
        rules.requestMatchers(HttpMethod.GET, MLFLOW).hasAnyAuthority(MODEL_READERS);
        rules.requestMatchers(HttpMethod.POST, MLFLOW_QUESTIONS).hasAnyAuthority(MODEL_READERS);
        rules.requestMatchers(MLFLOW).hasAnyAuthority(MODEL_WRITERS);
        rules.requestMatchers(HttpMethod.POST, "/console/privacy/erase").hasAuthority("ROLE_ADMIN");
        rules.requestMatchers("/console/privacy", "/console/privacy/**").hasAnyAuthority(REVIEWERS);
        rules.requestMatchers("/api/privacy/**").hasAnyAuthority(PRIVACY);
        rules.requestMatchers(HttpMethod.GET, READABLE).hasAnyAuthority(READERS);
        rules.requestMatchers("/console/**", "/api/**").hasAnyAuthority(OPERATORS);
        rules.anyRequest().denyAll();
    }

    private static boolean withoutSession(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean forPrograms = path.startsWith("/api/")
                || path.startsWith("/v1/")
                || List.of(PREDICTIONS).contains(path);
        return forPrograms && request.getRequestedSessionId() == null;
    }

    /** Nobody we know: a browser goes to the login, a program is told. */
    private static void unknown(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e, Problems problems)
            throws IOException, ServletException {
        if (nothingThere(request)) {
            problems.write(request, response, Problems.nothingAt(request.getRequestURI()));
            return;
        }
        if (request.getHeader("HX-Request") != null) {
            // A part of a page that refreshes itself: the whole page goes to the login, not the login into the part.
            response.setHeader("HX-Redirect", "/login");
        }
        if (Problems.forPeople(request)) {
            new LoginUrlAuthenticationEntryPoint("/login").commence(request, response, e);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(
                request,
                response,
                Problems.problem(
                        HttpStatus.UNAUTHORIZED,
                        "Sign in at /login, or send an API key (X-API-Key, or Authorization: Bearer) or a token."));
    }

    private static ProblemDetail denied(HttpServletRequest request, AccessDeniedException e) {
        if (e instanceof CsrfException) {
            return Problems.problem(
                    HttpStatus.FORBIDDEN,
                    "The token against forged requests is missing or old; load the page again, or send an API key.");
        }
        return nothingThere(request)
                ? Problems.nothingAt(request.getRequestURI())
                : Problems.problem(HttpStatus.FORBIDDEN, "This account or API key may not do that.");
    }

    /** Only these have something behind the rules; for the rest, a login would promise what is not there. */
    private static boolean nothingThere(HttpServletRequest request) {
        String path = request.getRequestURI();
        return Stream.of(
                        "/api",
                        "/v1",
                        "/predict",
                        "/feedback",
                        "/version",
                        "/console",
                        "/metrics",
                        "/docs",
                        "/swagger-ui",
                        "/v3")
                .noneMatch(guarded ->
                        path.equals(guarded) || path.startsWith(guarded + "/") || path.startsWith(guarded + "."));
    }

    @Bean
    FilterRegistrationBean<ClientAddress> clientAddress(Settings settings) {
        return first(new ClientAddress(settings.access().trustedProxies()), 1);
    }

    @Bean
    FilterRegistrationBean<RequestIds> requestIds() {
        return first(new RequestIds(), 0);
    }

    /** A trailing slash makes no difference, to access rules either. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlash() {
        return first(UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build(), 2);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(Settings settings, Problems problems) {
        Settings.Limits limits = settings.limits();
        return first(
                new BodyLimit(
                        limits.body().toBytes(), MLFLOW_FILES, limits.file().toBytes(), problems),
                3);
    }

    @Bean
    WebMvcConfigurer signInPage() {
        return new WebMvcConfigurer() {
            @Override
            public void addViewControllers(ViewControllerRegistry views) {
                views.addViewController("/login").setViewName("login");
                views.addRedirectViewController("/docs", "/swagger-ui.html");
            }
        };
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> first(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + order);
        return registration;
    }
}
