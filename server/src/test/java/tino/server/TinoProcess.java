package tino.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** {@code tino …} in a JVM of its own, as a person would start it; the launcher's build left out. */
public final class TinoProcess implements AutoCloseable {
    private final Process process;
    private final Path err;

    private TinoProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /** What a command that ends left behind. */
    public record Outcome(int code, List<String> out, String err) {
        public JsonNode json() {
            return RunningServer.JSON.readTree(out.getLast());
        }
    }

    public static TinoProcess start(Path home, Map<String, String> environment, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX:") || flag.startsWith("-Duser.timezone"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx512m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Tino.class.getName()));
        command.addAll(List.of(words));
        Path err = Files.createTempFile("tino", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TINO_"));
        builder.environment().put("TINO_HOME", home.toString());
        builder.environment().putAll(environment);
        return new TinoProcess(builder.start(), err);
    }

    /** Runs a command to its end. */
    public static Outcome run(Path home, String... words) throws IOException, InterruptedException {
        try (TinoProcess tino = start(home, Map.of(), words)) {
            List<String> out = tino.process.inputReader().readAllLines();
            if (!tino.process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("tino " + List.of(words) + " did not end");
            }
            return new Outcome(tino.process.exitValue(), out, Files.readString(tino.err));
        }
    }

    /** A server on a free port, once it says that it is ready. */
    public static TinoProcess serve(Path home) throws IOException {
        return start(home, Map.of("TINO_JOBS_ENABLED", "false"), "serve", "--port", "0", "--json");
    }

    /** Waits until the server says where it listens. */
    public int port() throws IOException {
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IllegalStateException("The server ended: " + Files.readString(err));
        }
        return RunningServer.JSON.readTree(line).get("port").asInt();
    }

    /** Waits until it ends by itself. @return its exit code */
    public int end() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("tino did not end");
        }
        return process.exitValue();
    }

    /** As {@code kill -9}: nothing is told, nothing is finished. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
