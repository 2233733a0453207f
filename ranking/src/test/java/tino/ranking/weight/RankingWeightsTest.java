package tino.ranking.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.Layouts;

final class RankingWeightsTest {
    private static final FeatureLayout LAYOUT = Layouts.of("sim_semantico", "score_confianca", "score_avaliacao");
    private static final Weights DEFAULTS = new Weights(Map.of("sim_semantico", 0.4, "score_confianca", 0.2));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private Database database;
    private RankingWeights weights;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh("lifecycle", "ranking");
        weights = weights();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** As another process would have it: its own cache on the same table. */
    private RankingWeights weights() {
        return new RankingWeights(
                database.sql(), database.transactions(), LAYOUT, DEFAULTS, InstantSource.fixed(NOON), nanos::get);
    }

    @Test
    void takesTheDefaultsWhileTheTableIsEmpty() {
        assertThat(weights.current()).isEqualTo(DEFAULTS);
        assertThat(weights.entries()).extracting(RankingWeights.Entry::value).containsExactly(0.4, 0.2, 0.0);
        assertThat(weights.entries().getFirst().updatedBy()).isNull();
    }

    @Test
    void seesAChangeInTheTableWithinFiveSeconds() {
        assertThat(weights.current()).isEqualTo(DEFAULTS);
        database.sql()
                .sql("insert into ranking_weight (name, value) values ('score_avaliacao', 1)")
                .update();
        nanos.addAndGet(Duration.ofMillis(4_900).toNanos());
        assertThat(weights.current().values()).containsExactly(Map.entry("score_avaliacao", 1.0));
        double[] score = new double[1];
        weights.ranker().score(new float[] {1, 1, 0.8f}, 1, score);
        assertThat(score[0]).isEqualTo(0.8f);
    }

    @Test
    void asksTheTableOnlyOnceInAWhile() {
        weights.current();
        database.sql()
                .sql("insert into ranking_weight (name, value) values ('score_avaliacao', 1)")
                .update();
        assertThat(weights.current()).isEqualTo(DEFAULTS);
    }

    @Test
    void isInForceAtOnceWhereItWasSavedAndWritesDownWhoChangedWhat() {
        weights.current();
        weights.save(new Weights(Map.of("sim_semantico", 0.9)), "ana");
        assertThat(weights.current().values()).containsExactly(Map.entry("sim_semantico", 0.9));
        weights.save(new Weights(new LinkedHashMap<>(Map.of("sim_semantico", 0.9, "score_confianca", 0.1))), "rui");
        weights.save(new Weights(Map.of("score_confianca", 0.3)), "eva");
        assertThat(weights.changes(10))
                .containsExactly(
                        new RankingWeights.Change("sim_semantico", 0.9, null, NOON, "eva"),
                        new RankingWeights.Change("score_confianca", 0.1, 0.3, NOON, "eva"),
                        new RankingWeights.Change("score_confianca", null, 0.1, NOON, "rui"),
                        new RankingWeights.Change("sim_semantico", null, 0.9, NOON, "ana"));
        assertThat(weights.entries().get(1))
                .isEqualTo(new RankingWeights.Entry(LAYOUT.features().get(1), 0.3, 0.2, NOON, "eva"));
        assertThat(weights.entries().getFirst().value()).isZero();
    }

    @Test
    void goesBackToTheDefaults() {
        weights.save(new Weights(Map.of("sim_semantico", 0.9)), "ana");
        weights.reset("rui");
        assertThat(weights.current()).isEqualTo(DEFAULTS);
        assertThat(weights.changes(1))
                .containsExactly(new RankingWeights.Change("sim_semantico", 0.9, null, NOON, "rui"));
    }

    @Test
    void changesNothingWhenAFeatureIsUnknown() {
        assertThatThrownBy(() -> weights.save(new Weights(Map.of("sim_semantico", 0.1, "beauty", 0.5)), "ana"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[beauty]");
        assertThat(weights.current()).isEqualTo(DEFAULTS);
        assertThat(weights.changes(10)).isEmpty();
    }

    @Test
    void theTableItselfRefusesWhatIsNoWeight() {
        for (String value : new String[] {"-1", "'NaN'", "'infinity'"}) {
            assertThatThrownBy(() -> database.sql()
                            .sql("insert into ranking_weight (name, value) values ('sim_semantico', " + value + ")")
                            .update())
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    @Test
    void leavesOutAWeightForAFeatureThatIsNoMore() {
        database.sql()
                .sql("insert into ranking_weight (name, value) values ('retired', 1), ('sim_semantico', 0.7)")
                .update();
        assertThat(weights.current().values()).containsExactly(Map.entry("sim_semantico", 0.7));
    }

    @Test
    void goesOnWithTheLastWeightsWhileTheDatabaseIsAway() {
        weights.save(new Weights(Map.of("sim_semantico", 0.9)), "ana");
        assertThat(weights.current().of("sim_semantico")).isEqualTo(0.9);
        RankingWeights neverRead = weights();
        database.close();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(weights.current().of("sim_semantico")).isEqualTo(0.9);
        assertThat(neverRead.current()).isEqualTo(DEFAULTS);
    }

    @Test
    void knowsTheWeightsOfAnEarlierTime() {
        InstantSource[] now = {InstantSource.fixed(NOON)};
        RankingWeights moving = new RankingWeights(
                database.sql(), database.transactions(), LAYOUT, DEFAULTS, () -> now[0].instant(), nanos::get);
        Weights first = new Weights(Map.of("sim_semantico", 0.7, "score_confianca", 0.1));
        moving.save(first, "ana");
        now[0] = InstantSource.fixed(NOON.plusSeconds(60));
        Weights second = new Weights(Map.of("sim_semantico", 0.2, "score_avaliacao", 0.5));
        moving.save(second, "ana");
        now[0] = InstantSource.fixed(NOON.plusSeconds(120));
        moving.reset("ana");
        assertThat(moving.at(NOON.minusSeconds(1))).isEqualTo(DEFAULTS);
        assertThat(moving.at(NOON.plusSeconds(1))).isEqualTo(first);
        assertThat(moving.at(NOON.plusSeconds(61))).isEqualTo(second);
        assertThat(moving.at(NOON.plusSeconds(121))).isEqualTo(DEFAULTS);
    }
}
