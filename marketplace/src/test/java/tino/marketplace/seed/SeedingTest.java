package tino.marketplace.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.message.Messages;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.marketplace.professional.Professionals;
import tino.marketplace.review.Reviews;
import tino.search.outbox.Outbox;

class SeedingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path home;

    private final Database database = TestDatabase.fresh("search", "marketplace");
    private final Outbox outbox = new Outbox(database);
    private Professionals professionals;
    private Seeding seeding;

    @BeforeEach
    void wire() {
        professionals = new Professionals(database, outbox);
        seeding = new Seeding(
                database,
                professionals,
                new Reviews(database),
                new Messages(database),
                new Disputes(database, professionals),
                home);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void storesProfilesWithTheirPastAndTellsTheOutbox() {
        seeding.add(120, 5, NOW, _ -> {});
        assertThat(professionals.count()).isEqualTo(120);
        assertThat(outbox.pending(ProfessionalDocuments.SCHEMA.name())).isEqualTo(120);
        Population population = new Population(5, Vocabulary.load());
        SeededProfessional person = population.person(17, NOW);
        assertThat(professionals.find(person.profile().id()).orElseThrow().description())
                .isEqualTo(person.profile().description());
        assertThat(count("review"))
                .isEqualTo(sum(population, one -> one.reviews().size()));
        assertThat(count("message"))
                .isEqualTo(sum(population, one -> one.messages().size()));
        assertThat(count("dispute"))
                .isEqualTo(sum(population, one -> one.disputes().size()));
    }

    @Test
    void aSecondCallAddsTheNextPeopleOfTheSeed() {
        seeding.add(10, 5, NOW, _ -> {});
        assertThat(seeding.add(10, 5, NOW, _ -> {})).isEqualTo(new SeededPeople.Batch(5, 10, 20));
        seeding.add(3, 6, NOW, _ -> {});
        assertThat(professionals.count()).isEqualTo(23);
        assertThat(SeededPeople.read(home).batches())
                .containsExactly(
                        new SeededPeople.Batch(5, 0, 10),
                        new SeededPeople.Batch(5, 10, 20),
                        new SeededPeople.Batch(6, 0, 3));
    }

    @Test
    void saysWhichFileIsDamaged() throws Exception {
        Files.createDirectories(home.resolve("simulate"));
        Files.writeString(home.resolve("simulate/people.json"), "{\"batches\": 3");
        assertThatThrownBy(() -> seeding.add(1, 5, NOW, _ -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("people.json");
    }

    private long count(String table) {
        return database.sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private interface Size {
        int of(SeededProfessional person);
    }

    private static long sum(Population population, Size size) {
        long sum = 0;
        for (int i = 0; i < 120; i++) {
            sum += size.of(population.person(i, NOW));
        }
        return sum;
    }
}
