package tino.language.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.benchmark.Benchmark;
import tino.language.extract.Answerability;
import tino.language.extract.SpanExtractor;
import tino.language.learn.AnsweringModels;
import tino.language.model.Logit;
import tino.language.retrieve.MemoryRetriever;
import tino.language.retrieve.Reranker;
import tino.language.retrieve.RerankingRetriever;
import tino.language.text.TermStatistics;

/**
 * When to refuse, learned from a benchmark that has questions without an answer. Questions on a text they were written for by others say little
 * of questions that people ask a help desk, so a corpus with a benchmark of its own has a model of its own. Judged by cross-validation: questions
 * on one source are in one fold.
 *
 * @param model learned from all questions
 * @param probabilities of each question by a model that learned from other sources' questions, in the benchmark's order
 * @param answerable whether each has an answer
 */
public record RefusalTrial(Logit model, double[] probabilities, boolean[] answerable) {
    private static final int FOLDS = 10;

    /**
     * @param passages that an answer may use
     * @throws IllegalArgumentException if the benchmark lacks questions with, or without, an answer
     */
    public static RefusalTrial of(Benchmark benchmark, List<Passage> corpus, AnsweringModels models, int passages) {
        TermStatistics statistics = TermStatistics.of(corpus);
        SpanExtractor extractor = new SpanExtractor(models.extractor(), statistics);
        List<Benchmark.Question> questions = benchmark.questions();
        List<double[]> rows = new ArrayList<>();
        boolean[] answerable = new boolean[questions.size()];
        try (MemoryRetriever first = new MemoryRetriever(corpus)) {
            RerankingRetriever retriever = new RerankingRetriever(first, new Reranker(models.reranker(), statistics));
            for (int i = 0; i < answerable.length; i++) {
                Benchmark.Question question = questions.get(i);
                List<Retrieved> found = retriever.retrieve(question.text(), passages);
                rows.add(Answerability.figures(question.text(), found, extractor));
                answerable[i] = question.answerable();
            }
        }
        int[] folds = folds(questions);
        double[] probabilities = new double[answerable.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            Logit learned = learn(rows, answerable, folds, fold);
            for (int i = 0; i < probabilities.length; i++) {
                if (folds[i] == fold) {
                    probabilities[i] = learned.probability(rows.get(i));
                }
            }
        }
        return new RefusalTrial(learn(rows, answerable, folds, -1), probabilities, answerable);
    }

    private static Logit learn(List<double[]> rows, boolean[] answerable, int[] folds, int without) {
        List<double[]> learned = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        for (int i = 0; i < folds.length; i++) {
            if (folds[i] != without) {
                learned.add(rows.get(i));
                labels.add(answerable[i]);
            }
        }
        boolean[] cases = new boolean[labels.size()];
        for (int i = 0; i < cases.length; i++) {
            cases[i] = labels.get(i);
        }
        return Answerability.learn(learned, cases);
    }

    private static int[] folds(List<Benchmark.Question> questions) {
        int[] folds = new int[questions.size()];
        Random random = new Random(42);
        Map<String, Integer> drawn = new HashMap<>();
        for (int i = 0; i < folds.length; i++) {
            Benchmark.Question question = questions.get(i);
            String source = question.relevant().stream().sorted().findFirst().orElse(question.id());
            folds[i] = drawn.computeIfAbsent(source, _ -> random.nextInt(FOLDS));
        }
        return folds;
    }

    /** Share of the questions that are rightly answered or refused at a threshold. */
    public double accuracy(double threshold) {
        int right = 0;
        for (int i = 0; i < probabilities.length; i++) {
            right += probabilities[i] >= threshold == answerable[i] ? 1 : 0;
        }
        return (double) right / probabilities.length;
    }

    /** Of the questions with ({@code true}) or without an answer, the share that a threshold treats rightly. */
    public double share(boolean withAnswer, double threshold) {
        int right = 0;
        int all = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (answerable[i] == withAnswer) {
                all++;
                right += probabilities[i] >= threshold == withAnswer ? 1 : 0;
            }
        }
        return (double) right / all;
    }
}
