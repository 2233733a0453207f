package tino.language.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tino.language.model.LearnedTrees;
import tino.language.text.Matching;
import tino.language.text.Question;
import tino.language.text.TermStatistics;
import tino.language.text.Words;

/** A passage read for a question: its sentences by what they hold of it, and its spans as rows to score. */
final class PassageReader {
    final Words words;
    final Matching matching;
    final Sentences sentences;
    final List<Scored> spans = new ArrayList<>();
    private final SpanFeatures features;
    private final Candidates candidates;

    /** @param most sentences whose spans are looked at, those that hold most of the question */
    PassageReader(Question question, Words words, TermStatistics statistics, int most) {
        this.words = words;
        this.matching = Matching.of(question, words, statistics);
        this.sentences = new Sentences(words, matching);
        this.candidates = new Candidates(words);
        this.features = new SpanFeatures(question, matching, candidates, sentences);
        for (int i = 0; i < Math.min(most, sentences.order.length); i++) {
            int sentence = sentences.order[i];
            for (int[] span : candidates.of(sentence, matching)) {
                spans.add(new Scored(sentence, span[0], span[1], 0));
            }
        }
    }

    /** One row a span, one after another. */
    float[] rows() {
        float[] rows = new float[spans.size() * SpanFeatures.COUNT];
        for (int i = 0; i < spans.size(); i++) {
            Scored span = spans.get(i);
            features.fill(span.sentence(), span.from(), span.to(), rows, i * SpanFeatures.COUNT);
        }
        return rows;
    }

    /** The spans, those first that are expected to agree most with the right answer. */
    List<Scored> scored(LearnedTrees model) {
        double[] scores = new double[spans.size()];
        model.score(rows(), scores.length, scores);
        List<Scored> all = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            Scored span = spans.get(i);
            all.add(new Scored(span.sentence(), span.from(), span.to(), 1 / (1 + Math.exp(-scores[i]))));
        }
        all.sort(Comparator.comparingDouble(Scored::score).reversed());
        return all;
    }

    /** The text of a span, word for word. */
    String text(Scored span) {
        return words.text().substring(words.start(span.from()), words.end(span.to()));
    }
}
