package tino.server.start;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;

/** A value of the configuration that cannot be: says which key, which value, what was expected and where it was set. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class WrongSetting extends AbstractFailureAnalyzer<BindException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, BindException e) {
        return new FailureAnalysis(describe(e), null, failure);
    }

    /** One sentence a setting. */
    public static String describe(BindException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return invalid.getValidationErrors().getAllErrors().stream()
                        .map(error -> error instanceof FieldError field
                                ? sentence(
                                        invalid.getValidationErrors().getName() + "." + dashed(field.getField()),
                                        field.getRejectedValue(),
                                        Objects.requireNonNullElse(field.getDefaultMessage(), "is not valid"),
                                        null)
                                : error.toString())
                        .collect(Collectors.joining("\n"));
            }
        }
        String refused = refused(e);
        if (refused != null) {
            return "The settings under " + e.getName() + " cannot be used: " + refused
                    + " Set them right in application.yml, which explains every setting, or from "
                    + environment(e.getName().toString()) + "_… on in the environment.";
        }
        ConfigurationProperty property = e.getProperty();
        String name =
                property == null ? e.getName().toString() : property.getName().toString();
        Object value = property == null ? null : property.getValue();
        return sentence(
                name,
                value,
                "is not "
                        + kind(Objects.requireNonNullElse(
                                e.getTarget().getType().resolve(), Object.class)),
                property == null || property.getOrigin() == null
                        ? null
                        : property.getOrigin().toString());
    }

    /** What several values, each right by itself, were refused for together; {@code null} if it is not that. */
    private static @Nullable String refused(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BeanInstantiationException
                    && cause.getCause() instanceof IllegalArgumentException refusal) {
                return refusal.getMessage();
            }
        }
        return null;
    }

    private static String sentence(String key, @Nullable Object value, String complaint, @Nullable String origin) {
        String shown = secret(key) ? "…" : "'" + value + "'";
        return "The setting " + key + " = " + shown + " cannot be used: it "
                + complaint + (origin == null ? "" : " (from " + origin + ")") + ". Set " + environment(key)
                + " to a value that is, or leave it out; application.yml explains every setting.";
    }

    private static boolean secret(String key) {
        return key.contains("password") || key.contains("key") || key.contains("secret") || key.endsWith("url");
    }

    private static String environment(String key) {
        return key.replace("-", "")
                .replace('.', '_')
                .replaceAll("\\[(\\d+)]", "_$1")
                .toUpperCase(Locale.ROOT);
    }

    private static String dashed(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double", "float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "DataSize" -> "a size such as 512KB or 1MB";
            case "Duration" -> "a duration such as 90s, 15m or 8h";
            case "LocalTime" -> "a time of day such as 02:30";
            case "ZoneId" -> "a time zone such as America/Sao_Paulo";
            case "Path" -> "a path";
            case "Margin" -> "a number such as 0.03 or a share such as 2%, at least 0";
            default -> "a " + type.getSimpleName();
        };
    }
}
