package tino.lifecycle.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @Test
    void keepsDataOverARestart(@TempDir Path home) {
        try (Database database = Database.embedded(home)) {
            assertThat(database.sql().sql("SHOW fsync").query(String.class).single())
                    .isEqualTo("on");
            assertThat(database.sql()
                            .sql("SHOW listen_addresses")
                            .query(String.class)
                            .single())
                    .isEqualTo("127.0.0.1");
            database.sql().sql("CREATE TABLE kept (n int)").update();
            try (EmbeddedPostgres guest = EmbeddedPostgres.start(home)) {
                assertThat(guest.owned()).isFalse();
            }
            database.sql().sql("INSERT INTO kept VALUES (7)").update();
        }
        try (Database database = Database.embedded(home)) {
            assertThat(database.sql()
                            .sql("SELECT n FROM kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(7);
        }
    }
}
