package tino.server;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import tino.assistant.AssistantSettings;
import tino.hiring.HiringSettings;
import tino.marketplace.MarketplaceSettings;
import tino.server.privacy.Keeping;
import tino.server.start.NotStarted;

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
     * @throws NotStarted if it did not start, with a message for the person who started it
     */
    public static Server start(Map<String, ?> settings) {
        try {
            // Before anything is started, and before others read values that point to ours.
            Settings.load(settings);
            Settings.load("tino.marketplace", MarketplaceSettings.class, settings);
            Settings.load("tino.hiring", HiringSettings.class, settings);
            Settings.load("tino.assistant", AssistantSettings.class, settings);
            Settings.load("tino.alerts", AlertSettings.class, settings);
            Settings.load("tino.privacy", Keeping.class, settings);
        } catch (IllegalArgumentException e) {
            throw NotStarted.because(e);
        }
        SpringApplication application = new SpringApplication(Application.class);
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try {
            return new Server(application.run(arguments));
        } catch (RuntimeException e) {
            throw NotStarted.because(e);
        }
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
