package tino.lifecycle.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of the server of a data folder (PostgreSQL's own file: one value a line).
 *
 * @param ready whether the server has said that it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {

    /** The server that runs over this data folder; empty if none does, also where a file of a dead one is left. */
    static Optional<Postmaster> running(Path data) throws IOException {
        return written(data).filter(Postmaster::alive);
    }

    /** What the file says, whether or not that server lives. */
    static Optional<Postmaster> written(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(lines.getFirst().trim());
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).trim()) : 0;
            boolean ready = lines.size() > 7 && lines.get(7).trim().equals("ready");
            return Optional.of(new Postmaster(pid, port, ready));
        } catch (RuntimeException halfWritten) {
            return Optional.empty();
        }
    }

    /** Whether that process lives and is a PostgreSQL, not another one that was given the number after a restart. */
    boolean alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .command()
                        .map(name -> name.contains("postgres"))
                        .orElse(true))
                .orElse(false);
    }
}
