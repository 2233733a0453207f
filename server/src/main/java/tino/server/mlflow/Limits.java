package tino.server.mlflow;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What MLflow documents about names and sizes. */
final class Limits {
    static final int METRICS = 1000;
    static final int PARAMETERS = 100;
    static final int TAGS = 100;
    static final int TOGETHER = 1000;
    static final int BATCH_BYTES = 1_000_000;

    private static final int NAME = 250;
    private static final int PARAMETER_VALUE = 6000;
    private static final int TAG_VALUE = 5000;
    private static final int EXPERIMENT = 500;
    private static final int MODEL = 256;
    private static final int ALIAS = 255;
    private static final Pattern NAMES = Pattern.compile("[/\\w.\\- :]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Limits() {}

    /** Of a metric, a parameter or a tag. */
    static String name(Fields fields) {
        String name = fields.required("key");
        if (!NAMES.matcher(name).matches()) {
            throw MlflowError.invalid("Invalid name at '" + fields.where("key")
                    + "': expected letters, digits, '_', '-', '.', ':', spaces and '/', got '" + name + "'.");
        }
        boolean path;
        try {
            path = !Path.of(name).normalize().toString().equals(name) || name.startsWith("/") || name.startsWith("..");
        } catch (InvalidPathException e) {
            path = true;
        }
        if (path) {
            throw MlflowError.invalid("Invalid name at '" + fields.where("key")
                    + "': expected one that does not lead elsewhere when it is taken for a path, got '" + name + "'.");
        }
        return within(fields, "key", name, NAME);
    }

    static String parameterValue(Fields fields) {
        return within(fields, "value", fields.text("value", ""), PARAMETER_VALUE);
    }

    static String tagValue(Fields fields) {
        return within(fields, "value", fields.text("value", ""), TAG_VALUE);
    }

    static String experimentName(Fields fields, String field) {
        return within(fields, field, fields.required(field), EXPERIMENT);
    }

    static String modelName(Fields fields, String field) {
        String name = fields.required(field);
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw MlflowError.invalid(
                    "Invalid value for parameter '" + fields.where(field) + "': expected a name, got '" + name + "'.");
        }
        return within(fields, field, name, MODEL);
    }

    static String alias(Fields fields) {
        String alias = fields.required("alias");
        if (!alias.matches("[\\w-]+") || alias.equalsIgnoreCase("latest") || alias.matches("[vV]\\d+")) {
            throw MlflowError.invalid("Invalid value for parameter '" + fields.where("alias")
                    + "': expected letters, digits, '_' and '-', neither 'latest' nor like 'v1', got '" + alias + "'.");
        }
        return within(fields, "alias", alias, ALIAS);
    }

    static void batch(Fields fields, List<?> metrics, List<?> parameters, List<?> tags) {
        if (fields.bytes() > BATCH_BYTES) {
            throw MlflowError.invalid("Batched logging API requests must be at most " + BATCH_BYTES
                    + " bytes, got a request of size " + fields.bytes() + ".");
        }
        atMost("metrics", METRICS, metrics.size());
        atMost("params", PARAMETERS, parameters.size());
        atMost("tags", TAGS, tags.size());
        atMost("metrics, params, and tags", TOGETHER, metrics.size() + parameters.size() + tags.size());
    }

    private static void atMost(String what, int limit, int came) {
        if (came > limit) {
            throw MlflowError.invalid("A batch logging request can contain at most " + limit + " " + what + ". Got "
                    + came + " " + what + ". Please split up " + what + " across multiple requests and try again.");
        }
    }

    private static String within(Fields fields, String field, String text, int limit) {
        if (text.length() > limit) {
            throw MlflowError.invalid("Invalid value for parameter '" + fields.where(field) + "': expected at most "
                    + limit + " characters, got " + text.length() + ".");
        }
        return text;
    }
}
