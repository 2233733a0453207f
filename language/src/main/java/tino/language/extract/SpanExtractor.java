package tino.language.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tino.language.Retrieved;
import tino.language.model.LearnedTrees;
import tino.language.text.Question;
import tino.language.text.TermStatistics;
import tino.language.text.Words;

/**
 * Finds the words of passages that answer a question. Boosted trees learned which spans agree with answers that people marked (token
 * F1); each span is judged by its edges, by how the question's words lie around it and by what kind of thing it is. Safe for use by
 * many threads.
 */
public final class SpanExtractor {
    /** What the model is called in files. */
    public static final String NAME = "extractor";

    private static final int VERSION = 1;
    private static final int PASSAGES = 5;
    private static final int SENTENCES = 3;
    /** Of the best score: what stays below cannot be the answer, nor stand beside it. */
    private static final double FAR = .5;

    private final LearnedTrees model;
    private final TermStatistics statistics;

    /**
     * @param model learned by {@link ExtractorTraining}
     * @param statistics of the corpus that passages come from
     */
    public SpanExtractor(LearnedTrees model, TermStatistics statistics) {
        this.model = model;
        this.statistics = statistics;
    }

    /** A model from a file's bytes. @throws IOException if it is none of an extractor that this program can use */
    public static LearnedTrees model(byte[] bytes, String source) throws IOException {
        return LearnedTrees.read(bytes, source, NAME, VERSION, SpanFeatures.NAMES);
    }

    /** As the other, from a file. */
    public static LearnedTrees model(Path file) throws IOException {
        return LearnedTrees.read(file, NAME, VERSION, SpanFeatures.NAMES);
    }

    static LearnedTrees learned(byte[] model) {
        return new LearnedTrees(NAME, VERSION, SpanFeatures.NAMES, model);
    }

    TermStatistics statistics() {
        return statistics;
    }

    /**
     * @param passages best first; the first five are read
     * @param most spans wanted
     * @return best first, no two of them over the same words; passages that cannot come near the best span are not read
     */
    public List<Span> spans(String question, List<Retrieved> passages, int most) {
        Question asked = Question.of(question);
        List<Retrieved> read = passages.subList(0, Math.min(PASSAGES, passages.size()));
        double[] weights = PassageWeights.of(read);
        List<Span> spans = new ArrayList<>();
        double best = 0;
        for (int i = 0; i < read.size(); i++) {
            if (weights[i] < FAR * best) {
                // No span's score is above its passage's weight.
                continue;
            }
            PassageReader reader =
                    new PassageReader(asked, Words.of(read.get(i).passage().text()), statistics, SENTENCES);
            List<Scored> kept = new ArrayList<>();
            for (Scored span : reader.scored(model)) {
                if (kept.size() == most) {
                    break;
                }
                if (kept.stream().noneMatch(span::overlaps)) {
                    kept.add(span);
                    best = Math.max(best, weights[i] * span.score());
                    spans.add(new Span(
                            read.get(i).passage(),
                            i + 1,
                            reader.words.start(span.from()),
                            reader.words.end(span.to()),
                            weights[i] * span.score()));
                }
            }
        }
        spans.sort(Comparator.comparingDouble(Span::score).reversed());
        return List.copyOf(spans.subList(0, Math.min(most, spans.size())));
    }

    /** The expected token F1 of a passage's best span, were it the right passage; 0 without any span. */
    public double promise(String question, String passage) {
        return new PassageReader(Question.of(question), Words.of(passage), statistics, SENTENCES)
                .scored(model).stream().mapToDouble(Scored::score).findFirst().orElse(0);
    }
}
