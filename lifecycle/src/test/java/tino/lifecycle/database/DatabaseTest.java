package tino.lifecycle.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void migratesEachModuleOnceAlsoFromTwoProcessesAtOnce() throws Exception {
        try (Database database = TestDatabase.fresh();
                ExecutorService two = Executors.newFixedThreadPool(2)) {
            Future<Integer> first = two.submit(() -> database.migrate("lifecycle"));
            Future<Integer> second = two.submit(() -> database.migrate("lifecycle"));
            assertThat(first.get() + second.get()).isPositive();
            assertThat(database.migrate("lifecycle")).isZero();
            assertThat(database.sql()
                            .sql("SELECT count(*) FROM flyway_lifecycle WHERE type = 'SQL' AND success")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(first.get() + second.get());
        }
    }

    @Test
    void refusesAnUrlOfAnotherDatabase() {
        assertThatThrownBy(() -> Database.open("jdbc:mysql://localhost/tino", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:mysql://localhost/tino")
                .hasMessageContaining("TINO_DB_URL");
    }

    @Test
    void saysWhereNobodyAnswersWithoutThePassword() {
        assertThatThrownBy(
                        () -> Database.open("jdbc:postgresql://127.0.0.1:1/tino?user=tino&password=sesame", null, null))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("127.0.0.1:1/tino")
                .hasMessageContaining("TINO_DB_URL")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void opensAnyPostgresByUrl() {
        EmbeddedPostgres server = TestDatabase.server();
        try (Database database = Database.open(server.url("postgres"), server.user(), server.password())) {
            assertThat(database.sql().sql("SELECT 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
        assertThatThrownBy(() -> Database.open(server.url("postgres"), server.user(), "wrong"))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("password authentication failed");
    }
}
