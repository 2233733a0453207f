package tino.marketplace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.schedule.SimulatedClock;
import tino.marketplace.Marketplace;
import tino.marketplace.MarketplaceSettings;
import tino.marketplace.Sample;
import tino.marketplace.dispute.Dispute;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.message.Messages;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.marketplace.professional.Professionals;
import tino.marketplace.review.Reviews;
import tino.search.outbox.Outbox;

/** The formulas are the seed's last word ({@code apps/ranking/tasks.py}, part 9) and the design's table of decisions. */
class DailyMetricsTest {
    private static final Instant NOW = Marketplace.START;

    private final Database database = TestDatabase.fresh("search", "marketplace");
    private final Outbox outbox = new Outbox(database);
    private final Professionals professionals = new Professionals(database, outbox);
    private final Reviews reviews = new Reviews(database);
    private final Messages messages = new Messages(database);
    private final Disputes disputes = new Disputes(database, professionals);
    private final DailyMetrics metrics =
            new DailyMetrics(database, outbox, new SimulatedClock(NOW), MarketplaceSettings.STANDARD);
    private final Professional person = Sample.electrician();
    private final UUID client = UUID.randomUUID();

    @BeforeEach
    void insert() {
        professionals.insert(person);
        database.sql().sql("delete from search_outbox").update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Professional measured() {
        metrics.run();
        return professionals.get(person.id());
    }

    private void message(UUID contract, UUID author, Duration ago) {
        messages.add(contract, author, person.id(), "Olá", NOW.minus(ago));
    }

    @Test
    void meansTheStars() {
        reviews.add(person.id(), client, 5, "", NOW.minusSeconds(60));
        reviews.add(person.id(), client, 4, "", NOW.minusSeconds(50));
        reviews.add(person.id(), client, 1, "", NOW.plusSeconds(50)); // not yet
        assertThat(measured().rating()).isEqualTo(4.5);
        assertThat(measured().reviewsCount()).isEqualTo(2);
    }

    @Test
    void countsTheShareOfTheWeeksMessagesThatWereAnswered() {
        UUID answered = UUID.randomUUID();
        message(answered, client, Duration.ofDays(6));
        message(answered, client, Duration.ofDays(5));
        message(answered, person.userId(), Duration.ofDays(4));
        message(answered, client, Duration.ofDays(3)); // after the answer
        message(UUID.randomUUID(), person.userId(), Duration.ofDays(1)); // another contract
        UUID old = UUID.randomUUID();
        message(old, client, Duration.ofDays(8)); // before the window
        assertThat(measured().engagementScore()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void mixesConfidence() {
        // .6 · 1 + .2 · min(months / 24, 1) + .2 · 0, with an account of 365 days = 11.992 months
        assertThat(measured().confidenceScore()).isCloseTo(0.6 + 0.2 * 11.992 / 24, within(1e-5));
    }

    @Test
    void countsOpenDisputesAtOnceAndEveryDay() {
        Dispute first = disputes.open(person.id(), client, "Não veio", NOW);
        disputes.open(person.id(), client, "Quebrou", NOW);
        assertThat(professionals.get(person.id()).disputeRate()).isEqualTo(1);
        disputes.resolve(person.id(), first.id(), NOW);
        assertThat(professionals.get(person.id()).disputeRate()).isEqualTo(0.5);
        database.sql().sql("update professional set dispute_rate = 0").update();
        assertThat(measured().disputeRate()).isEqualTo(0.5);
    }

    @Test
    void withoutAnythingEverythingIsZeroButConfidence() {
        Professional measured = measured();
        assertThat(measured.rating()).isZero();
        assertThat(measured.engagementScore()).isZero();
        assertThat(measured.disputeRate()).isZero();
    }

    @Test
    void onlyChangedProfilesReachTheIndexAndKeepTheTimeOfTheirLastEdit() {
        professionals.insertAll(List.of(
                Sample.professional("A", "a", "Pintor", 1, null), Sample.professional("B", "b", "Pintor", 1, null)));
        assertThat(metrics.run()).isEqualTo(3);
        database.sql().sql("delete from search_outbox").update();
        assertThat(metrics.run()).isZero();
        reviews.add(person.id(), client, 2, "", NOW.minusSeconds(1));
        assertThat(metrics.run()).isEqualTo(1);
        assertThat(outbox.pending(ProfessionalDocuments.SCHEMA.name())).isEqualTo(1);
        assertThat(professionals.get(person.id()).updatedAt()).isEqualTo(person.updatedAt());
    }
}
