package tino.trees.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameter names of a library and their aliases, from a resource file. */
final class Parameters {
    static final String ROUNDS = "num_iterations";
    static final String EARLY_STOPPING = "early_stopping_round";

    private final String library;
    private final Map<String, String> canonical = new HashMap<>();
    private final List<String> refused = new ArrayList<>();

    Parameters(String library, String resource) {
        this.library = library;
        try (InputStream in = Parameters.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + resource + " is not beside " + Parameters.class);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        boolean settable = !line.startsWith("!");
        String[] names = (settable ? line : line.substring(1)).strip().split(" +");
        for (String name : names) {
            if (settable) {
                canonical.put(name, names[0]);
            } else {
                refused.add(name);
            }
        }
    }

    /**
     * The parameters under the library's first name for each.
     *
     * @throws IllegalArgumentException if a name is unknown or given twice, or a value is blank or would split in two
     */
    Map<String, String> resolve(Map<String, String> given) {
        Map<String, String> resolved = new TreeMap<>();
        new TreeMap<>(given).forEach((name, value) -> {
            String known = canonical.get(name);
            if (known == null) {
                throw new IllegalArgumentException(problem(name));
            }
            if (value.isBlank() || value.strip().chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(library + "'s parameter '" + name
                        + "' must be one word, without white space, it is '" + value + "'");
            }
            if (resolved.put(known, value.strip()) != null) {
                throw new IllegalArgumentException(library + "'s parameter '" + known + "' is given twice, once as '"
                        + name + "'. Maybe leave one out");
            }
        });
        return resolved;
    }

    private String problem(String name) {
        if (refused.contains(name)) {
            return library + "'s parameter '" + name
                    + "' cannot be set here: the rows say it, or it would make a model that is not read";
        }
        String nearest = canonical.keySet().stream()
                .min(Comparator.comparingInt((String known) -> EditDistance.between(name, known))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        return library + " has no parameter '" + name + "'. Maybe '" + nearest + "' is meant";
    }

    /** A whole number of at least {@code least}. */
    int integer(Map<String, String> resolved, String name, int fallback, int least) {
        String value = resolved.get(name);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The error below tells what was found.
        }
        throw new IllegalArgumentException(library + "'s parameter '" + name + "' must be a whole number from " + least
                + ", it is '" + value + "'");
    }
}
