package tino.language.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
        Summary summary = result.summary();
        assertThat(done.get()).isEqualTo(1);
        assertThat(result.head().system()).isEqualTo("extractive, 2 folds");
        assertThat(summary.figure(Measure.F1).questions()).isEqualTo(63);
        assertThat(summary.figure(Measure.RECALL_AT_10).mean()).isGreaterThan(.9);
        assertThat(summary.figure(Measure.REFUSAL_ACCURACY).questions()).isBetween(100, 126);
        assertThat(summary.figure(Measure.REFUSAL_RECALL).questions())
                .isEqualTo(summary.figure(Measure.REFUSAL_ACCURACY).questions() - 63);
        assertThat(result.questions().getLast())
                .returns(false, QuestionResult::answerable)
                .satisfies(last -> assertThat(last.id()).endsWith(SquadEvaluation.WITHHELD));
    }
}
