package tino.server.mlflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.registry.Condition.Subject;

/**
 * What a search may speak of.
 *
 * @param subjects the word before the dot
 * @param attributes name to whether it is a number
 * @param synonyms other names of attributes
 */
record Vocabulary(Map<String, Subject> subjects, Map<String, Boolean> attributes, Map<String, String> synonyms) {
    private static final boolean NUMBER = true;
    private static final boolean TEXT = false;

    static final Vocabulary RUNS = new Vocabulary(
            words(Map.of(
                    Subject.ATTRIBUTE, Set.of("attribute", "attributes", "attr", "run"),
                    Subject.METRIC, Set.of("metric", "metrics"),
                    Subject.PARAMETER, Set.of("parameter", "parameters", "param", "params"),
                    Subject.TAG, Set.of("tag", "tags"),
                    Subject.DATASET, Set.of("dataset", "datasets"))),
            Map.of(
                    "run_id", TEXT,
                    "run_name", TEXT,
                    "status", TEXT,
                    "user_id", TEXT,
                    "artifact_uri", TEXT,
                    "start_time", NUMBER,
                    "end_time", NUMBER),
            Map.of(
                    "created", "start_time",
                    "Created", "start_time",
                    "run name", "run_name",
                    "Run name", "run_name",
                    "Run Name", "run_name"));

    static final Vocabulary EXPERIMENTS = new Vocabulary(
            tagged(),
            Map.of("name", TEXT, "experiment_id", NUMBER, "creation_time", NUMBER, "last_update_time", NUMBER),
            Map.of());

    static final Vocabulary MODELS = new Vocabulary(
            tagged(),
            Map.of("name", TEXT, "creation_timestamp", NUMBER, "last_updated_timestamp", NUMBER),
            Map.of("timestamp", "last_updated_timestamp"));

    static final Vocabulary VERSIONS = new Vocabulary(
            tagged(),
            Map.of(
                    "name", TEXT,
                    "version_number", NUMBER,
                    "run_id", TEXT,
                    "source_path", TEXT,
                    "creation_timestamp", NUMBER,
                    "last_updated_timestamp", NUMBER),
            Map.of("version", "version_number", "source", "source_path", "timestamp", "last_updated_timestamp"));

    private static Map<String, Subject> tagged() {
        return words(Map.of(
                Subject.ATTRIBUTE, Set.of("attribute", "attributes", "attr"), Subject.TAG, Set.of("tag", "tags")));
    }

    private static Map<String, Subject> words(Map<Subject, Set<String>> bySubject) {
        Map<String, Subject> words = new HashMap<>();
        bySubject.forEach((subject, names) -> names.forEach(name -> words.put(name, subject)));
        return words;
    }

    @Nullable
    Subject subject(String word) {
        return subjects.get(word);
    }

    /** The name of an attribute, {@code null} if there is none of that name. */
    @Nullable
    String attribute(String name) {
        String known = synonyms.getOrDefault(name, name);
        return attributes.containsKey(known) ? known : null;
    }

    boolean isNumber(Subject subject, String key) {
        return switch (subject) {
            case METRIC -> true;
            case ATTRIBUTE -> attributes.getOrDefault(key, TEXT);
            case PARAMETER, TAG, DATASET -> false;
        };
    }

    Set<String> attributeNames() {
        return new TreeSet<>(attributes.keySet());
    }

    Set<String> subjectNames() {
        return new TreeSet<>(subjects.keySet());
    }
}
