package tino.language.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tino.lifecycle.dataset.RealData;

class SquadEvaluationTest {

    /** FaQuAD's smallest part; what is reached on the whole is in {@code FaquadAnsweringTest}. */
    @Test
    void asksEachQuestionWithItsDocumentAndWithout() throws IOException, InterruptedException {
        Path file = RealData.folder("faquad").resolve("dev.json");
        AtomicReference<Double> done = new AtomicReference<>(0.0);
        EvaluationResult result = SquadEvaluation.crossValidated(
                file,
                2,
                new AnswerEvaluation(AnswerEvaluation.Settings.portuguese(), null, () -> Instant.EPOCH),
                1,
                share -> done.accumulateAndGet(share, Math::max));
        Map<String, Summary.Figure> all = result.summary().all();
        assertThat(done.get()).isEqualTo(1);
        assertThat(result.head().system()).isEqualTo("extractive, 2 folds");
        assertThat(figure(all, "f1").questions()).isEqualTo(63);
        assertThat(figure(all, "recall_at_10").mean()).isGreaterThan(.9);
        assertThat(figure(all, "refusal_accuracy").questions()).isBetween(100, 126);
        assertThat(figure(all, "refusal_recall").questions())
                .isEqualTo(figure(all, "refusal_accuracy").questions() - 63);
        assertThat(result.questions().getLast())
                .returns(false, QuestionResult::answerable)
                .satisfies(last -> assertThat(last.id()).endsWith(SquadEvaluation.WITHHELD));
    }

    private static Summary.Figure figure(Map<String, Summary.Figure> all, String name) {
        return java.util.Objects.requireNonNull(all.get(name), name);
    }
}
