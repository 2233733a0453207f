package tino.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.PostgresEventLog;
import tino.lifecycle.registry.ArtifactFormat;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Criterion;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.lifecycle.rollout.Speed;
import tino.lifecycle.schedule.SimulatedClock;
import tools.jackson.databind.json.JsonMapper;

class LtrShadowLogTest {
    /** Section 21 of the users' plan, to the letter. */
    private static final String PLAN = """
            WITH success AS (
              SELECT case_id,
                     lawyer_id,
                     MAX(label) AS outcome      -- 1.0 se contratado
              FROM   ltr_shadow_log
              WHERE  label = 1.0
              GROUP BY case_id, lawyer_id
            ),
            positions AS (
              SELECT s.case_id,
                     s.lawyer_id,
                     MIN(s.rank_legacy) FILTER (WHERE s.rank_legacy IS NOT NULL) AS pos_legacy,
                     MIN(s.rank_ltr)    FILTER (WHERE s.rank_ltr    IS NOT NULL) AS pos_ltr
              FROM   ltr_shadow_log s
              JOIN   success        u USING (case_id, lawyer_id)
              GROUP BY s.case_id, s.lawyer_id
            )
            SELECT
              COUNT(*) FILTER (WHERE pos_legacy <= 3) * 1.0 / COUNT(*) AS hit3_legacy,
              COUNT(*) FILTER (WHERE pos_ltr    <= 3) * 1.0 / COUNT(*) AS hit3_ltr
            FROM positions;
            """;

    private static final int LAWYERS = 8;

    private static final ArtifactFormat<String> FORMAT = new ArtifactFormat<>() {
        @Override
        public void write(String model, Path folder) throws java.io.IOException {
            Files.writeString(folder.resolve("model.txt"), model);
        }

        @Override
        public String read(Path folder) {
            return "";
        }
    };

    @TempDir
    private Path folder;

    @Test
    void agreesWithThePlansOwnQuery() {
        SimulatedClock clock = new SimulatedClock(Instant.parse("2026-03-01T00:00:00Z"));
        SplittableRandom random = new SplittableRandom(21);
        Outcomes outcomes = new Outcomes(Map.of("interview", 0.6, "hired", 1.0), 1);
        try (Database database = TestDatabase.fresh("lifecycle", "ranking");
                PostgresEventLog events = new PostgresEventLog(database, new SimpleMeterRegistry())) {
            Registry registry = new Registry(folder, database, clock);
            registry.register("legal-ranker", "model", FORMAT, new Provenance(null, null, Map.of(), "0123abc"));
            registry.gates().override("legal-ranker", 1, "test", "test");
            Rollouts rollouts = new Rollouts(database, registry, clock);
            Rollout rollout = rollouts.begin("legal-ranker", 1, RolloutPolicy.STANDARD, "test", "test")
                    .orElseThrow();
            ShadowLog shadows = new ShadowLog(database);
            List<Event> happened = new ArrayList<>();
            for (int decision = 0; decision < 200; decision++) {
                UUID id = DecisionId.next(clock, random);
                List<ShadowLog.Item> items = new ArrayList<>();
                List<Integer> legacy = ranks(random);
                List<Integer> ltr = ranks(random);
                for (int lawyer = 0; lawyer < LAWYERS; lawyer++) {
                    items.add(new ShadowLog.Item("l" + lawyer, legacy.get(lawyer), ltr.get(lawyer), 0.5, 0.6, 1, null));
                }
                shadows.append(List.of(new ShadowLog.Case(rollout.id(), id, "somebody", 900, items)));
                happened.add(event(id, "interview", "l" + random.nextInt(LAWYERS), clock, random));
                if (decision % 3 == 0) {
                    happened.add(event(id, "hired", "l" + random.nextInt(LAWYERS), clock, random));
                }
            }
            events.append(happened);
            Criterion hit;
            try (Keeper keeper = new Keeper(database, registry, rollouts, shadows, clock, Speed.Source.NONE)) {
                keeper.keep("legal-ranker", RolloutPolicy.STANDARD, outcomes);
                hit = keeper.standing(rollout).conditions().stream()
                        .filter(criterion -> criterion.kind() == Criterion.Kind.HIT)
                        .findFirst()
                        .orElseThrow();
            }
            double[] plan = database.sql()
                    .sql(PLAN)
                    .query((row, number) -> new double[] {row.getDouble("hit3_legacy"), row.getDouble("hit3_ltr")})
                    .single();
            assertThat(plan[0]).isBetween(0.1, 0.9);
            assertThat(Objects.requireNonNull(hit.reference())).isCloseTo(plan[0], within(1e-12));
            assertThat(hit.value()).isCloseTo(plan[1], within(1e-12));
        }
    }

    private static List<Integer> ranks(SplittableRandom random) {
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 1; rank <= LAWYERS; rank++) {
            ranks.add(random.nextInt(rank), rank);
        }
        return ranks;
    }

    private static Event event(UUID decision, String type, String item, SimulatedClock clock, SplittableRandom random) {
        return new Event(
                new UUID(random.nextLong(), random.nextLong()),
                type,
                clock.instant(),
                decision,
                null,
                item,
                JsonMapper.shared().createObjectNode());
    }
}
