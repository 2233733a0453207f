package tino.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark found: lines for people, or one JSON object as the last line of standard output. */
final class Figures {
    private final Map<String, Object> found = new LinkedHashMap<>();

    @Option(
            names = "--json",
            description = "Prints one JSON object as the last line; everything else goes to standard error.")
    private boolean json;

    /** A line for people. */
    void say(String format, Object... values) {
        PrintStream out = json ? System.err : System.out;
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** A figure for machines, to four digits. */
    void put(String name, double value) {
        found.put(name, rounded(value));
    }

    void put(String name, Map<String, Double> values) {
        Map<String, Double> kept = new LinkedHashMap<>();
        values.forEach((key, value) -> kept.put(key, rounded(value)));
        found.put(name, kept);
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
    }

    void finish() {
        if (json) {
            System.out.println(JsonMapper.shared().writeValueAsString(found));
        }
    }
}
