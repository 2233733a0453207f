package tino.server.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tino.lifecycle.statistic.Interval;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a command talks. Mixed into every command: what it found goes to standard output, as text or (with {@code --json})
 * as one JSON object; progress and remarks go to standard error.
 */
public final class Output {
    // Not System.out, which is turned to standard error so that no library can write between us and a script.
    static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--json",
            description = "Prints one JSON object as the last line and nothing else on standard output.")
    private boolean json;

    public boolean json() {
        return json;
    }

    /** A line for people; not part of standard output where that is for a script. */
    public void print(String line) {
        if (json) {
            System.err.println(line);
        } else {
            OUT.println(line);
        }
    }

    /** The result for a script; call it once, at the end. A record, a map, or anything else that becomes a JSON object. */
    public void result(Object value) {
        if (json) {
            line(JSON.writeValueAsString(value));
        }
    }

    /** For a result; an end that is not known is {@code null}. */
    static Map<String, @Nullable Double> interval(Interval interval) {
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("mean", finite(interval.mean()));
        figures.put("low", finite(interval.low()));
        figures.put("high", finite(interval.high()));
        figures.put("confidence", interval.confidence());
        return figures;
    }

    /** JSON has no number that is not finite. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static void line(String text) {
        OUT.println(text);
    }

    /** A remark on the way, always to standard error. */
    public void remark(String line) {
        System.err.println(line);
    }

    /** A bar on the terminal for anything longer than two seconds; nothing where standard error is not a terminal. */
    public Progress progress(String what, long steps) {
        return Progress.start(what, steps);
    }

    /** The same for a file of that many bytes, with how many a second. */
    Progress progressOfBytes(String what, long bytes) {
        return Progress.startBytes(what, bytes);
    }
}
