package tino.lifecycle.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

@NullUnmarked // a null where there should be a value fails the test by itself
class EmbeddedPostgresTest {
    // One for all: to make the first data takes seconds, to start over them a fraction of one.
    @TempDir
    private static Path home;

    @Test
    void isDurableOnLoopbackOnlyAndKeepsDataAndPortOverARestart() {
        int port;
        try (EmbeddedPostgres server = TestDatabase.server(home);
                Database database = Database.open(server, "tino")) {
            port = server.port();
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(database, "password_encryption")).isEqualTo("scram-sha-256");
            database.sql()
                    .sql("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n")
                    .update();
        }
        try (EmbeddedPostgres server = TestDatabase.server(home);
                Database database = Database.open(server, "tino")) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(kept(database)).isEqualTo(7);
        }
    }

    @Test
    void isSharedByASecondProcessAndStoppedByTheOwnerAlone() {
        EmbeddedPostgres owner = TestDatabase.server(home);
        EmbeddedPostgres guest = TestDatabase.server(home);
        assertThat(owner.owned()).isTrue();
        assertThat(guest.owned()).isFalse();
        assertThat(guest.port()).isEqualTo(owner.port());
        guest.close();
        assertThat(owner.pid()).isPresent();
        owner.close();
        assertThat(owner.pid()).isEmpty();
    }

    @Test
    void resumesByItselfAfterTheServerWasKilled() {
        try (EmbeddedPostgres server = TestDatabase.server(home);
                Database database = Database.open(server, "tino")) {
            database.sql()
                    .sql("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n")
                    .update();
            long killed = server.pid().orElseThrow();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> kept(database) == 7);
            assertThat(server.pid()).isPresent().get().isNotEqualTo(killed);
        }
    }

    @Test
    void failsAStatementQuicklyWhileTheServerIsAway() {
        EmbeddedPostgres server = TestDatabase.server(home);
        try (Database database = Database.open(server, "tino")) {
            server.close();
            long start = System.nanoTime();
            assertThatThrownBy(() -> setting(database, "fsync")).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> setting(database, "fsync")).isInstanceOf(DataAccessException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void startsAlthoughTheProcessNumberOfADeadServerBelongsToAnotherProcessNow() throws IOException {
        try (EmbeddedPostgres server = TestDatabase.server(home)) {
            assertThat(server.owned()).isTrue();
        }
        Path pid = home.resolve("postgres/data/postmaster.pid");
        Files.write(
                pid,
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        "elsewhere",
                        "0",
                        "5432",
                        "",
                        "127.0.0.1",
                        "1 1",
                        "ready"));
        try (EmbeddedPostgres server = TestDatabase.server(home)) {
            assertThat(server.pid()).isPresent();
        }
    }

    @Test
    void startsAlthoughAHalfMadeDataFolderWasLeft(@TempDir Path fresh) throws IOException {
        Files.createDirectories(fresh.resolve("postgres/data.new/base"));
        Files.createDirectories(fresh.resolve("postgres/data"));
        try (EmbeddedPostgres server = TestDatabase.server(fresh)) {
            assertThat(server.pid()).isPresent();
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion(@TempDir Path old) throws IOException {
        Files.createDirectories(old.resolve("postgres/data"));
        Files.writeString(old.resolve("postgres/data/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> TestDatabase.server(old))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("made by PostgreSQL 17")
                .hasMessageContaining("Dump");
    }

    @Test
    void saysWhatToDoOnAMachineWithoutPrograms() {
        assertThatThrownBy(() -> PostgresBinaries.archive("Linux", "sparc"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Linux")
                .hasMessageContaining("sparc")
                .hasMessageContaining("TINO_DB_URL");
    }

    @Test
    void saysWhatToDoWhereItMayNotWrite() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "not a folder");
        assertThatThrownBy(() -> TestDatabase.server(file))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining(file.toString());
    }

    private static String setting(Database database, String name) {
        return database.sql().sql("SHOW " + name).query(String.class).single();
    }

    private static int kept(Database database) {
        return database.sql().sql("SELECT n FROM kept").query(Integer.class).single();
    }
}
