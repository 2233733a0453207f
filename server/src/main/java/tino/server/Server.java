package tino.server;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** The running server: everything of Spring behind a handle. */
public final class Server implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts and returns once the server is ready to answer.
     *
     * @param settings overrides by name, e.g. {@code tino.port}
     */
    public static Server start(Map<String, ?> settings) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(new HashMap<>(Map.of("spring.main.register-shutdown-hook", "true")));
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new Server(application.run(arguments));
    }

    public int port() {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    /** Where a browser on this machine finds it. */
    public URI address() {
        return URI.create("http://localhost:" + port() + "/");
    }

    /** A part of the running server, for commands that run inside it. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Calls back when the server stops, for whatever reason. */
    public void onStop(Runnable then) {
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) _ -> then.run());
    }

    @Override
    public void close() {
        context.close();
    }
}
