package tino.hiring.raw;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.InstantSource;
import tino.lifecycle.database.Database;

/** A process that reads a file of applicants and says how far it is. */
final class IngestingProcess {
    private IngestingProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.open(arguments[0], arguments[1], arguments[2])) {
            System.out.println(
                    new Ingest(database, InstantSource.system()).read(Kind.APPLICANTS, Path.of(arguments[3]), bytes -> {
                        System.out.println(bytes);
                        System.out.flush();
                    }));
        }
    }

    /** Starts it in a JVM of its own on a database of the tests' server. @param heap such as {@code 64m} */
    static Process start(Database database, Path file, String heap) throws Exception {
        HikariDataSource pool = (HikariDataSource) database.dataSource();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestingProcess.class.getName(),
                        pool.getJdbcUrl(),
                        pool.getUsername(),
                        pool.getPassword(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
