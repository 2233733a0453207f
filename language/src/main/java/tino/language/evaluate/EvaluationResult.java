package tino.language.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What came of an evaluation.
 *
 * @param head what was judged on what
 * @param questions one a question, in the benchmark's order
 */
public record EvaluationResult(Head head, List<QuestionResult> questions, Summary summary) {
    public EvaluationResult {
        questions = List.copyOf(questions);
    }

    /**
     * What was judged on what.
     *
     * @param benchmark its name, with {@code version} and {@link Benchmark#hash()}
     * @param system who answered, e.g. {@code extractive}
     * @param settings what else figures depend on
     * @param remarks what a reader must know, e.g. a measure that could not be taken
     */
    public record Head(
            String benchmark,
            String version,
            String hash,
            String system,
            Instant startedAt,
            Map<String, String> settings,
            List<String> remarks) {
        public Head {
            settings = Map.copyOf(settings);
            remarks = List.copyOf(remarks);
        }
    }
}
