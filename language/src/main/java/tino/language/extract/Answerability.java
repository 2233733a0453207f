package tino.language.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tino.language.Retrieved;
import tino.language.model.Logit;
import tino.language.text.Matching;
import tino.language.text.Question;
import tino.language.text.TermStatistics;
import tino.language.text.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How likely it is that passages hold the answer to a question: a logistic regression over how much of the question they hold and
 * how good its best span is. Learned from as many questions with an answer as without, so {@code .5} parts them; a corpus whose
 * users mostly ask what it holds may set a lower threshold. Safe for use by many threads.
 */
public final class Answerability {
    static final List<String> NAMES = List.of(
            "passage_weight",
            "promise",
            "sentence_coverage",
            "sentence_exact",
            "sentence_with_previous",
            "passage_coverage",
            "missing",
            "unknown",
            "terms",
            "pairs");

    private static final int PASSAGES = 5;

    private final Logit model;
    private final SpanExtractor extractor;
    private final double threshold;

    /**
     * @param model learned by {@link #learn}
     * @param threshold probability below which the passages are said to hold no answer, 0 to 1
     * @throws IllegalArgumentException if the model is over other figures, or the threshold out of range
     */
    public Answerability(Logit model, SpanExtractor extractor, double threshold) {
        if (!model.names().equals(NAMES)) {
            throw new IllegalArgumentException("A model of answerability is over " + NAMES + ", got " + model.names());
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("The threshold is a probability, got " + threshold);
        }
        this.model = model;
        this.extractor = extractor;
        this.threshold = threshold;
    }

    /** A model from a file's bytes. @throws IOException if it is none of answerability, or of other figures than this program's */
    public static Logit model(byte[] bytes, String source) throws IOException {
        try {
            Logit model = JsonMapper.shared().readValue(new String(bytes, StandardCharsets.UTF_8), Logit.class);
            if (!model.names().equals(NAMES)) {
                throw new IOException(source + " is over " + model.names() + ", expected " + NAMES + ". Learn it anew");
            }
            return model;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(source + " holds no model of answerability: " + e.getMessage(), e);
        }
    }

    /** @param answered whether each row's passages held the answer */
    public static Logit learn(List<double[]> rows, boolean[] answered) {
        return Logit.fit(NAMES, rows.toArray(double[][]::new), answered, 3);
    }

    /** Probability that one of the passages holds the answer, 0 to 1; 0 without any passage. */
    public double probability(String question, List<Retrieved> passages) {
        return passages.isEmpty() ? 0 : model.probability(figures(question, passages, extractor));
    }

    public boolean refuses(String question, List<Retrieved> passages) {
        return probability(question, passages) < threshold;
    }

    public double threshold() {
        return threshold;
    }

    /** What the probability is made of. */
    public static double[] figures(String question, List<Retrieved> passages, SpanExtractor extractor) {
        TermStatistics statistics = extractor.statistics();
        Question asked = Question.of(question);
        double[] weights = PassageWeights.of(passages);
        double[] best = new double[5];
        double promise = 0;
        double missing = 1;
        double unknown = 0;
        double terms = 0;
        for (int i = 0; i < Math.min(PASSAGES, passages.size()); i++) {
            Retrieved passage = passages.get(i);
            Words words = Words.of(passage.passage().text());
            Words heading = Words.of(
                    passage.passage().title() + "\n" + passage.passage().section());
            Matching matching = Matching.of(asked, words, statistics);
            Matching heads = Matching.of(asked, heading, statistics);
            Sentences sentences = new Sentences(words, matching);
            for (int sentence = 0; sentence < words.sentences(); sentence++) {
                best[0] = Math.max(best[0], sentences.coverage[sentence]);
                best[1] = Math.max(best[1], sentences.exact[sentence]);
                best[2] = Math.max(best[2], sentences.withPrevious[sentence]);
                best[4] = Math.max(best[4], pairs(matching, words.first(sentence), words.last(sentence)));
            }
            float[] covered = new float[matching.terms()];
            matching.cover(0, words.size(), covered);
            heads.cover(0, heading.size(), covered);
            best[3] = Math.max(best[3], matching.share(covered));
            double heaviest = 0;
            double never = 0;
            for (int term = 0; term < covered.length; term++) {
                heaviest = Math.max(heaviest, matching.weight(term) * (1 - covered[term]) / matching.total());
                never += statistics.counts().containsKey(matching.term(term))
                        ? 0
                        : matching.weight(term) / matching.total();
            }
            missing = Math.min(missing, heaviest);
            unknown = never;
            terms = matching.terms();
            if (i < 2) {
                promise = Math.max(
                        promise, extractor.promise(question, passage.passage().text()));
            }
        }
        return new double[] {
            weights[0], promise, best[0], best[1], best[2], best[3], missing, unknown, Math.log1p(terms), best[4]
        };
    }

    /** Weight of the question's neighbouring terms that are neighbours here, too, as a share of all. */
    private static double pairs(Matching matching, int from, int to) {
        double sum = 0;
        int last = -1;
        int lastAt = from;
        for (int word = from; word < to; word++) {
            int term = matching.termOf(word);
            if (term >= 0) {
                if (last >= 0 && term == last + 1 && word - lastAt <= 3) {
                    sum += matching.weight(term);
                }
                last = term;
                lastAt = word;
            }
        }
        return Math.min(1, sum / matching.total());
    }
}
