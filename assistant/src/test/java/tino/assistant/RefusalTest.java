package tino.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.assistant.knowledge.ShippedBenchmark;
import tino.assistant.knowledge.ShippedCorpus;
import tino.language.Passage;
import tino.language.answer.Orders;
import tino.language.benchmark.Benchmark;
import tino.language.evaluate.RefusalTrial;
import tino.language.knowledge.CorpusPassages;
import tino.language.knowledge.KnowledgeSettings;
import tino.language.learn.AnsweringModels;
import tino.language.model.Logit;

/** The articles that come with the assistant, their benchmark, and what was learned from it. */
class RefusalTest {
    private static final int PASSAGES = 6;
    private static final double THRESHOLD = 0.6;

    private static Benchmark benchmark;
    private static List<Passage> corpus;

    @BeforeAll
    static void read() throws IOException, InterruptedException {
        benchmark = ShippedBenchmark.read();
        CorpusPassages read = CorpusPassages.onClasspath(
                RefusalTest.class.getClassLoader(), ShippedCorpus.FOLDER, KnowledgeSettings.STANDARD);
        assertThat(read.rejections()).isEmpty();
        corpus = read.passages();
    }

    @Test
    void thereAreSixtyArticlesAndAHundredAndTwentyQuestionsAtLeast() {
        assertThat(corpus.stream().map(Passage::source).distinct().count()).isGreaterThanOrEqualTo(60);
        assertThat(benchmark.questions().stream().filter(Benchmark.Question::answerable))
                .hasSizeGreaterThanOrEqualTo(120);
        assertThat(corpus.stream().map(Passage::source).toList())
                .containsAll(benchmark.questions().stream()
                        .flatMap(question -> question.relevant().stream())
                        .toList());
    }

    @Test
    void noParagraphOfOurArticlesSpeaksToAModel() {
        assertThat(corpus)
                .allSatisfy(passage -> assertThat(Orders.without(passage)).isEqualTo(passage));
    }

    @Test
    void nineOfTenQuestionsAreRightlyAnsweredOrRefusedByAModelThatDidNotLearnFromTheirSource() {
        RefusalTrial trial = RefusalTrial.of(benchmark, corpus, AnsweringModels.shipped(), PASSAGES);
        System.out.printf(
                "When to refuse, %d questions, cross-validated: accuracy %.3f, answered where there is an answer %.3f, refused where there is none %.3f%n",
                trial.answerable().length,
                trial.accuracy(THRESHOLD),
                trial.share(true, THRESHOLD),
                trial.share(false, THRESHOLD));

        assertThat(trial.accuracy(THRESHOLD)).isGreaterThanOrEqualTo(0.88);
        assertThat(trial.share(true, THRESHOLD)).isGreaterThanOrEqualTo(0.92);
        assertThat(trial.share(false, THRESHOLD)).isGreaterThanOrEqualTo(0.7);
    }

    @Test
    void whatComesWithTheAssistantIsWhatIsLearnedFromItsBenchmark() {
        Logit learned = RefusalTrial.of(benchmark, corpus, AnsweringModels.shipped(), PASSAGES)
                .model();
        Logit shipped = AssistantConfiguration.models().answerability();

        assertThat(shipped.names()).isEqualTo(learned.names());
        assertThat(Arrays.stream(shipped.weights()).toArray()).containsExactly(learned.weights(), offset(1e-2));
    }
}
