package tino.hiring.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.hiring.HiringSettings;
import tino.hiring.feature.Features;
import tino.lifecycle.database.BulkCopy;
import tino.lifecycle.gate.Check;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Progress;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.rollout.RolloutPolicy;

@NullUnmarked // a null where there should be a value fails the test by itself
class HiringClassifierTest {
    private static final int ADVANCED_ENGLISH = HiringClassifier.LAYOUT.index("ingl_avancado");

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        workshop.database.migrate("hiring");
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    /** Applicants decided one after the other over 400 days. @param hired by features and luck of 0 to 1 */
    private void decided(int count, BiPredicate<float[], Double> hired) {
        SplittableRandom random = new SplittableRandom(5);
        LocalDate first = LocalDate.ofInstant(Workshop.START, ZoneOffset.UTC).minusDays(401);
        try (BulkCopy copy = BulkCopy.into(
                workshop.database,
                "gold_applicants (codigo, person, target, decided_at, sex, pcd, age_band, " + Features.COLUMNS + ")")) {
            for (int i = 0; i < count; i++) {
                float[] features = new float[HiringClassifier.LAYOUT.size()];
                for (int column = 0; column < features.length; column++) {
                    features[column] = random.nextInt(2);
                }
                copy.value("" + i)
                        .value("person-" + i)
                        .value(hired.test(features, random.nextDouble()) ? 1 : 0)
                        .value(first.plusDays(400L * i / count))
                        .value(random.nextBoolean() ? "F" : "M")
                        .value(null)
                        .value(null);
                for (float feature : features) {
                    copy.value(feature);
                }
                copy.endRow();
            }
            copy.finish();
        }
    }

    /** A night's period: a day. */
    private RunResult train() {
        return workshop.pipelines.run(
                HiringClassifier.pipeline(workshop.database, HiringSettings.STANDARD),
                Period.endingAt(Workshop.START, Duration.ofDays(1)),
                "nightly",
                Progress.SILENT);
    }

    private static boolean mostlyByEnglish(float[] features, double luck) {
        return features[ADVANCED_ENGLISH] == 1 ? luck < .9 : luck < .1;
    }

    @Test
    void learnsFromAllWhoWereDecidedHoweverShortThePeriod() {
        decided(6_000, HiringClassifierTest::mostlyByEnglish);
        RunResult result = train();
        assertThat(result.outcome()).as(result.message()).isEqualTo(RunOutcome.REGISTERED);
        assertThat(result.dataset().lineage())
                .containsEntry("cases", "6000")
                .containsEntry("table", "gold_applicants")
                .containsEntry("layout.features", String.join(",", HiringClassifier.LAYOUT.names()));
        assertThat(result.means().get("challenger").get("precision")).isGreaterThan(.8);
        assertThat(workshop.registry.champion(HiringClassifier.MODEL)).isPresent();
    }

    @Test
    void publishesNothingWhereThePrecisionIsOutOfReach() {
        decided(4_000, (_, luck) -> luck < .5);
        RunResult result = train();
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.message()).contains("prec80 is out of reach").contains("precision of at least 0.800");
        assertThat(workshop.registry.versions(HiringClassifier.MODEL)).isEmpty();
    }

    @Test
    void saysThatItCannotLearnWhereNobodyWasHired() {
        decided(2_000, (_, _) -> false);
        RunResult result = train();
        assertThat(result.outcome()).isEqualTo(RunOutcome.TOO_LITTLE_DATA);
        assertThat(result.message()).contains("2000 cases is known, 0 of them yes");
    }

    @Test
    void saysThatItCannotLearnFromNothing() {
        assertThat(train().outcome()).isEqualTo(RunOutcome.TOO_LITTLE_DATA);
    }

    @Test
    void refusesAGateThatLooksAtWhatAClassifierIsNotJudgedBy() {
        assertThatThrownBy(() -> new HiringSettings(
                        HiringSettings.STANDARD.modes(),
                        Duration.ofDays(30),
                        100,
                        10,
                        RolloutPolicy.AT_ONCE,
                        List.of(Check.atLeast("ndcg@10", .5))))
                .hasMessageContaining("tino.hiring.gate")
                .hasMessageContaining("ndcg@10");
    }

    @Test
    void hasTheColumnsInTheOrderOfTheContract() {
        // The order is that of the users' own description of their service.
        assertThat(HiringClassifier.LAYOUT.names())
                .hasSize(46)
                .startsWith("tem_email", "tem_telefone", "tem_linkedin")
                .endsWith("cv_navision", "cv_tamanho_maior_1500");
    }
}
