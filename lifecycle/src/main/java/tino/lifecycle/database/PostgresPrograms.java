package tino.lifecycle.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tino.lifecycle.file.Durable;

/** Runs PostgreSQL's {@code initdb} and {@code pg_ctl} over one data folder. */
final class PostgresPrograms {
    static final String USER = "postgres";
    private static final int TIMEOUT_SECONDS = 60;

    private final Path programs;
    private final Path data;
    private final List<String> prefix;

    private PostgresPrograms(Path programs, Path data, List<String> prefix) {
        this.programs = programs;
        this.data = data;
        this.prefix = prefix;
    }

    static PostgresPrograms in(Path programs, Path folder) throws IOException {
        return new PostgresPrograms(
                PostgresBinaries.unpacked(programs), folder.resolve("data"), Unprivileged.prefix(folder));
    }

    Path data() {
        return data;
    }

    /** What the server has to say. */
    Path log() {
        return data.resolveSibling("server.log");
    }

    /**
     * Makes the data folder unless it is there; a folder that was left half made is made anew.
     *
     * @param durable whether to wait until it is on the disk
     */
    void initialise(String password, boolean durable) throws IOException {
        Path made = data.resolve("PG_VERSION");
        if (Files.exists(made)) {
            requireSameVersion(Files.readString(made).trim());
            return;
        }
        Path fresh = data.resolveSibling("data.new");
        Durable.delete(fresh);
        List<String> sync = durable ? List.of() : List.of("--no-sync");
        Path secret = Files.createTempFile(data.getParent(), "password", "");
        try {
            Files.writeString(secret, password + "\n");
            List<String> initdb = new ArrayList<>(List.of(program("initdb"), "-D", fresh.toString()));
            initdb.addAll(List.of("-U", USER, "-A", "scram-sha-256", "--pwfile", secret.toString()));
            initdb.addAll(List.of("-E", "UTF8", "--locale=C", "--data-checksums"));
            initdb.addAll(sync);
            run(initdb);
        } finally {
            Files.deleteIfExists(secret);
        }
        Durable.delete(data);
        Files.move(fresh, data);
    }

    private void requireSameVersion(String made) throws IOException {
        String major = PostgresBinaries.version().replaceFirst("\\..*", "");
        if (!made.equals(major)) {
            throw new IOException(
                    "The data in " + data + " were made by PostgreSQL " + made + ", the programs here are " + major
                            + ". Dump them with the version of tino that made them and restore the dump, or move the folder away"
                            + " to begin anew.");
        }
    }

    /** @param changed settings that differ from ours */
    void start(int port, Map<String, String> changed) throws IOException {
        Map<String, String> settings = settings();
        settings.putAll(changed);
        String options = settings.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
        Files.deleteIfExists(log());
        try {
            run(List.of(
                    program("pg_ctl"),
                    "-D",
                    data.toString(),
                    "-l",
                    log().toString(),
                    "-o",
                    options,
                    "-w",
                    "-t",
                    Integer.toString(TIMEOUT_SECONDS),
                    "start"));
        } catch (IOException e) {
            String why = Files.exists(log()) ? Files.readString(log()).trim() : String.valueOf(e.getMessage());
            if (why.contains("Address already in use")) {
                throw new PortTaken("Port " + port + " was taken before PostgreSQL had it.");
            }
            throw new IOException(why, e);
        }
    }

    void stop() throws IOException {
        run(List.of(
                program("pg_ctl"),
                "-D",
                data.toString(),
                "-m",
                "fast",
                "-w",
                "-t",
                Integer.toString(TIMEOUT_SECONDS),
                "stop"));
    }

    /**
     * Durable, on the loopback interface only, and small; few checkpoints, so that few pages are written in full.
     */
    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("max_connections", "100");
        settings.put("shared_buffers", "128MB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "64MB");
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("jit", "off");
        settings.put("random_page_cost", "1.1");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        return settings;
    }

    private String program(String name) {
        return programs.resolve("bin").resolve(name).toString();
    }

    private void run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(arguments);
        Path output = Files.createTempFile("postgres", ".out");
        try {
            // Into a file, not a pipe: the server inherits it and would keep a pipe open for ever.
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS + 10L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(arguments.getFirst() + " did not end within " + (TIMEOUT_SECONDS + 10) + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(Path.of(arguments.getFirst()).getFileName() + " ended with " + process.exitValue()
                        + ": " + Files.readString(output).trim());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + arguments.getFirst(), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** The free port was taken by somebody else in between. */
    static final class PortTaken extends IOException {
        PortTaken(String message) {
            super(message);
        }
    }
}
