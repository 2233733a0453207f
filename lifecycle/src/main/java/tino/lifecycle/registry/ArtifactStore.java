package tino.lifecycle.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import tino.lifecycle.database.Database;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.file.Durable;

/**
 * Files that clients log to their runs, under paths such as {@code 3/<run>/artifacts/model/model.txt}. The content lies in
 * {@code <folder>/<first two digits>/<SHA-256>}, the path is a row in the table {@code artifact}: no path that anybody sends
 * touches the disk, and replacing a file is one row.
 */
public final class ArtifactStore {
    /** What addresses of this store begin with, as MLflow's clients know it. */
    public static final String SCHEME = "mlflow-artifacts:/";

    private static final int LONGEST_PATH = 1000;
    private static final String MAKING = ".making";

    private final Path folder;
    private final Database database;
    private final InstantSource clock;
    private final RowMapper<Artifact> mapper =
            (row, index) -> new Artifact(row.getString("path"), row.getString("sha256"), row.getLong("bytes"));

    /** @param database with the tables of the module {@code lifecycle} */
    public ArtifactStore(Path folder, Database database, InstantSource clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.database = database;
        this.clock = clock;
    }

    /** @param sha256 of its content @param bytes its size */
    public record Artifact(String path, String sha256, long bytes) {}

    /** One line of a listing. @param bytes 0 for a folder */
    public record Entry(String path, boolean folder, long bytes) {}

    /**
     * Keeps a file; what was under the path before is replaced when all of the new one is on the disk.
     *
     * @throws IllegalArgumentException if it is not a plain path
     * @throws IOException if the content cannot be read or written; then nothing changed
     */
    public Artifact put(String path, InputStream content) throws IOException {
        check(path);
        Path making = folder.resolve(MAKING);
        Files.createDirectories(making);
        Path file = Files.createTempFile(making, "artifact-", "");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                content.transferTo(out);
            }
            Durable.sync(file);
            Artifact artifact = new Artifact(path, Checksum.of(file), Files.size(file));
            Durable.publish(file, file(artifact));
            record(artifact);
            return artifact;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void record(Artifact artifact) {
        database.sql()
                .sql("INSERT INTO artifact (path, sha256, bytes, at) VALUES (?, ?, ?, ?) ON CONFLICT (path)"
                        + " DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes, at = excluded.at")
                .params(artifact.path(), artifact.sha256(), artifact.bytes(), Timestamp.from(clock.instant()))
                .update();
    }

    public Optional<Artifact> find(String path) {
        return database.sql()
                .sql("SELECT * FROM artifact WHERE path = ?")
                .param(path)
                .query(mapper)
                .optional();
    }

    /**
     * The file with the content of an artifact, checked.
     *
     * @throws IOException if it is missing or damaged, with the artifact's path and both sums
     */
    public Path read(Artifact artifact) throws IOException {
        try {
            Checksum.verify(file(artifact), artifact.sha256());
        } catch (IOException e) {
            throw new IOException("The artifact " + artifact.path() + " cannot be read. " + e.getMessage(), e);
        }
        return file(artifact);
    }

    /** All files at the path or below it, by path. */
    public List<Artifact> below(String path) {
        return database.sql()
                .sql("SELECT * FROM artifact WHERE path = :path OR starts_with(path, :path || '/') ORDER BY path")
                .param("path", path)
                .query(mapper)
                .list();
    }

    /** What is directly in a folder, by path. */
    public List<Entry> list(String path) {
        return database.sql()
                .sql("""
                        SELECT :folder || split_part(rest, '/', 1) AS path, bool_or(strpos(rest, '/') > 0) AS folder,
                               sum(CASE WHEN strpos(rest, '/') > 0 THEN 0 ELSE bytes END)::bigint AS bytes
                        FROM (SELECT substr(path, length(:folder) + 1) AS rest, bytes FROM artifact
                              WHERE starts_with(path, :folder)) AS inside
                        GROUP BY 1 ORDER BY 1
                        """)
                .param("folder", path.isEmpty() ? "" : path + "/")
                .query((row, index) -> new Entry(row.getString("path"), row.getBoolean("folder"), row.getLong("bytes")))
                .list();
    }

    /**
     * Makes artifacts the files of a model version: writes the file at a path, or what is below it. They are copied: a version
     * does not change when its run does.
     */
    ArtifactFormat<String> copying() {
        return new ArtifactFormat<>() {
            @Override
            public void write(String path, Path target) throws IOException {
                for (Artifact artifact : below(path)) {
                    String name = artifact.path().equals(path)
                            ? path.substring(path.lastIndexOf('/') + 1)
                            : artifact.path().substring(path.length() + 1);
                    Path copy = target.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(ArtifactStore.this.read(artifact), copy);
                }
            }

            @Override
            public String read(Path from) {
                return from.toString();
            }
        };
    }

    private Path file(Artifact artifact) {
        return folder.resolve(artifact.sha256().substring(0, 2)).resolve(artifact.sha256());
    }

    private static void check(String path) {
        boolean plain = !path.isEmpty()
                && path.length() <= LONGEST_PATH
                && path.chars().noneMatch(Character::isISOControl)
                && path.indexOf('\\') < 0
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
        if (!plain) {
            throw new IllegalArgumentException("Expected a path of at most " + LONGEST_PATH
                    + " characters made of names and '/', without '..', '.', '\\' or empty names, got '" + path + "'");
        }
    }
}
