package tino.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tino.server.security.Accounts;
import tino.server.security.ApiKeys;
import tino.server.security.Role;
import tino.server.security.Scope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server on a free port with an embedded PostgreSQL, and a caller of it. */
public final class RunningServer implements AutoCloseable {
    public static final JsonMapper JSON = JsonMapper.shared();

    private final Server server;
    private final Path home;

    private RunningServer(Server server, Path home) {
        this.server = server;
        this.home = home;
    }

    private static final class Shared {
        static final RunningServer INSTANCE = start(Map.of());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
        }
    }

    /** One for all tests that leave it as it was: its jobs do not run, its data only grow. */
    public static RunningServer shared() {
        return Shared.INSTANCE;
    }

    /** One with settings of its own and a home that is gone afterwards. */
    public static RunningServer start(Map<String, ?> settings) {
        try {
            return start(Files.createTempDirectory("tino-server"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RunningServer start(Path home, Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("tino.port", 0, "tino.home", home, "tino.jobs.enabled", false));
        all.putAll(settings);
        return new RunningServer(Server.start(all), home);
    }

    public Path home() {
        return home;
    }

    public <T> T part(Class<T> type) {
        return server.part(type);
    }

    public URI uri(String path) {
        return server.address().resolve(path);
    }

    /** A key of a new service. */
    public String key(Scope first, Scope... more) {
        return part(ApiKeys.class)
                .create("test", EnumSet.of(first, more), null, "test")
                .secret();
    }

    /** Signs a new person in. */
    public Caller person(Role first, Role... more) {
        String login = "person-" + UUID.randomUUID().toString().substring(0, 8);
        part(Accounts.class).create(login, "a long password", EnumSet.of(first, more));
        Caller caller = new Caller();
        HttpResponse<String> welcome = caller.signIn(login, "a long password");
        if (welcome.statusCode() != 302) {
            throw new IllegalStateException("The login answered " + welcome.statusCode());
        }
        return caller;
    }

    public Caller anybody() {
        return new Caller();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Somebody with a cookie jar. */
    public final class Caller {
        private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(10))
                .build();

        public HttpResponse<String> get(String path, String... headers) {
            return send(request(path, headers).GET());
        }

        public HttpResponse<String> json(String method, String path, String body, String... headers) {
            return send(request(path, headers)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body)));
        }

        public HttpResponse<String> post(String path, String body, String... headers) {
            return json("POST", path, body, headers);
        }

        public HttpResponse<String> form(String path, String body) {
            return send(request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "text/html")
                    .POST(BodyPublishers.ofString(body)));
        }

        public HttpResponse<String> signIn(String login, String password) {
            return form(
                    "/login",
                    "username=" + login + "&password=" + password.replace(' ', '+') + "&_csrf=" + token("/login"));
        }

        /** The token against forged requests on a page. */
        public String token(String page) {
            Matcher matcher = TOKEN.matcher(get(page, "Accept", "text/html").body());
            if (!matcher.find()) {
                throw new IllegalStateException("There is no token on the page " + page);
            }
            return matcher.group(1);
        }

        public HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        public HttpRequest.Builder request(String path, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return request;
        }
    }

    public static JsonNode tree(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}
