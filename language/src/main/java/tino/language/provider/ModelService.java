package tino.language.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A service that writes over HTTP, and how it is called.
 *
 * @param name what policies, prices and figures call it
 * @param url without the path of the call, e.g. {@code https://api.openai.com/v1} or {@code http://localhost:11434}
 * @param model as the service names it
 * @param key sent as bearer token; {@code null} for none
 * @param connect most time until it takes the connection
 * @param timeout of one answer; a prompt may ask for less
 */
public record ModelService(
        String name, URI url, String model, @Nullable String key, Duration connect, Duration timeout) {

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public ModelService(String name, URI url, String model, @Nullable String key, Duration connect, Duration timeout) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            throw new IllegalArgumentException("Expected the URL of " + name
                    + " to be like https://api.openai.com/v1 or http://localhost:11434, got one with the scheme '"
                    + scheme + "' and the host '" + url.getHost() + "'");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("The URL of " + name
                    + " must have no user, query or fragment; a key goes into the setting for the key.");
        }
        if (name.isBlank() || model.isBlank() || !connect.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("A service needs a name, a model and times above 0, got '" + name
                    + "', '" + model + "', " + connect + " and " + timeout);
        }
        if (key != null && !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "The key of " + name + " has blanks or characters that no header may have; it is not shown here.");
        }
        this.name = name;
        this.url = url;
        this.model = model;
        this.key = key;
        this.connect = connect;
        this.timeout = timeout;
    }

    /** Waits two seconds for a connection and a minute for an answer. */
    public static ModelService of(String name, URI url, String model, @Nullable String key) {
        return new ModelService(name, url, model, key, Duration.ofSeconds(2), Duration.ofMinutes(1));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name + " (" + model + " at " + url + ")";
    }
}
