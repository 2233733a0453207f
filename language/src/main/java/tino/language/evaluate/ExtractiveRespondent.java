package tino.language.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.answer.Citation;
import tino.language.benchmark.Benchmark;
import tino.language.extract.Answerability;
import tino.language.extract.ExtractiveAnswerer;
import tino.language.extract.QuotedAnswer;
import tino.language.extract.SpanExtractor;
import tino.language.learn.AnsweringModels;
import tino.language.provider.Grounding;
import tino.language.retrieve.MemoryRetriever;
import tino.language.retrieve.Reranker;
import tino.language.retrieve.RerankingRetriever;
import tino.language.text.TermStatistics;

/**
 * Answers by extraction from passages at hand: retrieved, re-ranked, refused or quoted, all in this process. Its brief answer is the whole
 * one, for benchmarks have whole sentences as right answers.
 */
public final class ExtractiveRespondent implements Respondent, AutoCloseable {
    /** As deep as recall is measured. */
    private static final int FOUND = 10;

    private static final double MILLION = 1e6;

    private final int read;
    private final MemoryRetriever first;
    private final RerankingRetriever retriever;
    private final Answerability answerability;
    private final ExtractiveAnswerer answerer;

    /**
     * @param models e.g. the shipped ones
     * @param read passages that an answer may use, at least 1
     * @param threshold least probability that they hold the answer; below it is refused
     */
    public ExtractiveRespondent(List<Passage> corpus, AnsweringModels models, int read, double threshold) {
        if (corpus.isEmpty() || read < 1) {
            throw new IllegalArgumentException("Expected a corpus with passages of which at least one is read, got "
                    + corpus.size() + " passages and " + read + ".");
        }
        TermStatistics statistics = TermStatistics.of(corpus);
        SpanExtractor extractor = new SpanExtractor(models.extractor(), statistics);
        this.read = read;
        this.first = new MemoryRetriever(corpus);
        this.retriever = new RerankingRetriever(first, new Reranker(models.reranker(), statistics));
        this.answerability = new Answerability(models.answerability(), extractor, threshold);
        this.answerer = new ExtractiveAnswerer(extractor);
    }

    @Override
    public Answered answer(Benchmark.Question question) {
        long start = System.nanoTime();
        List<Retrieved> found = retriever.retrieve(question.text(), Math.max(FOUND, read));
        List<Retrieved> grounding = found.subList(0, Math.min(read, found.size()));
        boolean refused = answerability.refuses(question.text(), grounding);
        QuotedAnswer answer = refused
                ? new QuotedAnswer(List.of(), List.of())
                : answerer.answer(new Grounding(question.text(), grounding));
        double millis = (System.nanoTime() - start) / MILLION;
        return new Answered(
                answer.text(),
                answer.text(),
                citations(answer),
                answer.sentences().isEmpty(),
                found.stream().map(Retrieved::passage).toList(),
                millis,
                0,
                "extractive");
    }

    private static List<Citation> citations(QuotedAnswer answer) {
        return answer.sentences().stream()
                .map(sentence -> new Citation(sentence.number(), sentence.passage()))
                .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparingInt(Citation::number))))
                .stream()
                .toList();
    }

    @Override
    public void close() {
        first.close();
    }
}
