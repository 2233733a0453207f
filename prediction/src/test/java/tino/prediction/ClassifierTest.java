package tino.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.lifecycle.explanation.Explanation;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.statistic.Reliability;
import tino.prediction.calibration.Uncalibrated;
import tino.prediction.threshold.OperatingMode;
import tino.prediction.threshold.Threshold;
import tino.trees.format.LightGbmSum;
import tino.trees.format.LightGbmText;
import tino.trees.train.LightGbmLibrary;
import tino.trees.train.TreeTrainer.Trained;

class ClassifierTest {
    private static final Census PEOPLE = Census.of(5_000, 1);
    private static Classifier classifier;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        classifier = PEOPLE.classifier(60, "prec80", "balanced", "recall90");
    }

    private static float[] row(Census people, int row) {
        return Arrays.copyOfRange(people.features(), 3 * row, 3 * row + 3);
    }

    @Test
    void answersOneCaseAsItAnswersMany() {
        Census others = Census.of(10_000, 2);
        double[] probabilities = classifier.probabilities(others.features(), others.people());
        for (int i = 0; i < others.people(); i += 97) {
            Prediction prediction = classifier.predict(row(others, i), "prec80");
            assertThat(prediction.probability()).isEqualTo(probabilities[i]);
            assertThat(prediction.decision()).isEqualTo(probabilities[i] >= prediction.threshold());
            assertThat(prediction.mode()).isEqualTo("prec80");
        }
        assertThat(classifier.mode()).isEqualTo("prec80");
        assertThat(classifier.threshold("recall90").threshold())
                .isLessThan(classifier.threshold("prec80").threshold());
        assertThatThrownBy(() -> classifier.predict(row(others, 0), "prec99"))
                .hasMessageContaining("[prec80, balanced, recall90]")
                .hasMessageContaining("'prec99'");
        assertThatThrownBy(() -> classifier.predict(new float[2], "prec80")).hasMessageContaining("3 features");
    }

    /** Calibrated on 4,000 people: their own chance, √(.2 / 270) in each of 15 bins, is about .027 away. */
    @Test
    void saysProbabilitiesThatAreTrueOfNewPeople() {
        Census others = Census.of(10_000, 3);
        double[] probabilities = classifier.probabilities(others.features(), others.people());
        assertThat(Reliability.of(probabilities, others.truth(), 15).expectedError())
                .isLessThan(0.027);
        Threshold threshold = classifier.threshold("prec80");
        assertThat(IntStream.range(0, others.people())
                        .filter(i -> probabilities[i] >= threshold.threshold())
                        .mapToDouble(i -> others.truth()[i])
                        .average()
                        .orElseThrow())
                .isGreaterThan(0.80);
    }

    /** The native library's own raw scores of rows with missing values and categories, also such as it never saw. */
    @Test
    void scoresAsTheNativeLibraryDoes() throws Exception {
        LightGbmLibrary.load();
        Trained trained = PEOPLE.trained(60);
        Classifier plain = new Classifier(
                Census.LAYOUT,
                trained.model(),
                trained.ensemble(),
                1,
                new Uncalibrated(),
                List.of(new Threshold(OperatingMode.BALANCED, 0.5, 1, 1, Double.NaN, 1, 1)));
        Census others = Census.of(3_000, 4);
        others.features()[2] = 17;
        double[] ours = plain.scores(others.features(), others.people());
        double[] probabilities = plain.probabilities(others.features(), others.people());
        try (LGBMBooster booster =
                LGBMBooster.loadModelFromString(new String(trained.model(), StandardCharsets.UTF_8))) {
            double[] raw = booster.predictForMat(
                    others.features(),
                    others.people(),
                    3,
                    true,
                    com.microsoft.ml.lightgbm.PredictionType.C_API_PREDICT_RAW_SCORE);
            double[] normal = booster.predictForMat(
                    others.features(),
                    others.people(),
                    3,
                    true,
                    com.microsoft.ml.lightgbm.PredictionType.C_API_PREDICT_NORMAL);
            assertThat(ours).isEqualTo(raw);
            assertThat(probabilities).containsExactly(normal, within(1e-15));
        }
    }

    @Test
    void contributionsAddUpToTheLogOdds() {
        for (int i = 0; i < 50; i++) {
            float[] row = row(PEOPLE, i);
            Explanation explanation = classifier.explain(row);
            assertThat(explanation.score()).isCloseTo(classifier.scores(row, 1)[0], within(1e-9));
            assertThat(explanation.contributions())
                    .extracting(Explanation.Contribution::feature)
                    .containsExactly("age", "pay", "colour");
        }
    }

    @Test
    void isTheMeanOfItsModels() {
        Trained one = PEOPLE.trained(20);
        Trained two = Census.of(5_000, 7).trained(20);
        String text = LightGbmSum.of(List.of(
                new String(one.model(), StandardCharsets.UTF_8), new String(two.model(), StandardCharsets.UTF_8)));
        Classifier mean = new Classifier(
                Census.LAYOUT,
                text.getBytes(StandardCharsets.UTF_8),
                LightGbmText.read(text, "sum"),
                2,
                new Uncalibrated(),
                classifier.thresholds());
        float[] row = row(PEOPLE, 0);
        double[] score = new double[2];
        double[] part = new double[1];
        for (Trained model : List.of(one, two)) {
            model.ensemble().scorer().score(row, 1, part);
            score[0] += part[0] / 2;
        }
        assertThat(mean.scores(row, 1)[0]).isCloseTo(score[0], within(1e-12));
        assertThat(mean.explain(row).score()).isCloseTo(score[0], within(1e-9));
    }

    @Test
    void comesBackFromDiskAsItWas() throws IOException {
        new ClassifierFormat(Census.LAYOUT).write(classifier, folder);
        Classifier read = new ClassifierFormat(Census.LAYOUT).read(folder);
        assertThat(read.calibration()).isEqualTo(classifier.calibration());
        assertThat(read.thresholds()).isEqualTo(classifier.thresholds());
        assertThat(read.layout()).isEqualTo(classifier.layout());
        assertThat(read.probabilities(PEOPLE.features(), PEOPLE.people()))
                .isEqualTo(classifier.probabilities(PEOPLE.features(), PEOPLE.people()));
        assertThat(ClassifierFormat.ofAnyLayout().read(folder).models()).isEqualTo(1);
    }

    @Test
    void refusesAnotherLayoutSayingWhatDiffers() throws IOException {
        new ClassifierFormat(Census.LAYOUT).write(classifier, folder);
        FeatureLayout other = new FeatureLayout(
                "other",
                List.of(
                        Census.LAYOUT.features().get(0),
                        new Feature("pay", 0, 1, "share", "test"),
                        Feature.category("colour", List.of("green", "red", "blue", "black"), "test")));
        assertThatThrownBy(() -> new ClassifierFormat(other).read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'colour' was one of [red, green, blue, black] and is now one of [green, red,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.txt", "layout.json", "classifier.json", "SHA256SUMS"})
    void refusesWhatIsDamagedTruncatedOrMissing(String name) throws IOException {
        ClassifierFormat format = new ClassifierFormat(Census.LAYOUT);
        format.write(classifier, folder);
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThatThrownBy(() -> format.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
        byte[] flipped = whole.clone();
        flipped[30] ^= 1;
        Files.write(file, flipped);
        assertThatThrownBy(() -> format.read(folder)).isInstanceOf(IOException.class);
        Files.delete(file);
        assertThatThrownBy(() -> format.read(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void wantsFeaturesForItsTreesAndAThreshold() {
        Trained trained = PEOPLE.trained(5);
        FeatureLayout short_ =
                new FeatureLayout("short", Census.LAYOUT.features().subList(0, 2));
        assertThatThrownBy(() -> new Classifier(
                        short_, trained.model(), trained.ensemble(), 1, new Uncalibrated(), classifier.thresholds()))
                .hasMessageContaining("wants 3 features");
        assertThatThrownBy(() -> new Classifier(
                        Census.LAYOUT, trained.model(), trained.ensemble(), 1, new Uncalibrated(), List.of()))
                .hasMessageContaining("at least one threshold");
    }
}
