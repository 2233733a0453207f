package tino.lifecycle.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prometheus' text format (version 0.0.4): what {@code /metrics} answers. */
public final class Exposition {
    private Exposition() {}

    /** All samples of the text. Lines that are none are left out. */
    public static List<Sample> samples(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank() && line.charAt(0) != '#').forEach(line -> {
            Sample sample = sample(line);
            if (sample != null) {
                samples.add(sample);
            }
        });
        return samples;
    }

    private static @Nullable Sample sample(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
            end++;
        }
        String name = line.substring(0, end);
        Map<String, String> labels = new HashMap<>();
        if (end < line.length() && line.charAt(end) == '{') {
            end = labels(line, end + 1, labels);
        }
        String[] rest = line.substring(Math.min(end, line.length())).strip().split(" ", 2);
        try {
            return new Sample(name, labels, number(rest[0]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** @return the place after the closing brace */
    private static int labels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '}') {
            int equals = line.indexOf('=', at);
            if (equals < 0) {
                return line.length();
            }
            String name = line.substring(at, equals).strip();
            StringBuilder value = new StringBuilder();
            at = equals + 2;
            while (at < line.length() && line.charAt(at) != '"') {
                char character = line.charAt(at);
                if (character == '\\' && at + 1 < line.length()) {
                    at++;
                    character = line.charAt(at) == 'n' ? '\n' : line.charAt(at);
                }
                value.append(character);
                at++;
            }
            labels.put(name, value.toString());
            at++;
            if (at < line.length() && line.charAt(at) == ',') {
                at++;
            }
        }
        return at + 1;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
