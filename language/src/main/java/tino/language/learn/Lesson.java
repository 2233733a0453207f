package tino.language.learn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.benchmark.Squad;
import tino.language.benchmark.Squad.Asked;
import tino.language.extract.ExtractorTraining;
import tino.language.retrieve.MemoryRetriever;
import tino.language.retrieve.RerankerTraining;
import tino.language.retrieve.RerankingRetriever;
import tino.language.text.TermStatistics;

/**
 * A question with what was found for it, once in the whole corpus and once in the corpus without its document's family. Nothing in it
 * was learned from questions.
 *
 * @param passage it was asked about
 * @param found in the whole corpus, best first
 * @param foundWithout in the corpus that cannot hold its answer; empty where nothing is left of the corpus
 * @param statistics of the whole corpus
 * @param statisticsWithout of the corpus that cannot hold its answer
 * @param ranking what it teaches a re-ranker
 * @param extraction what it teaches an extractor
 */
record Lesson(
        Asked asked,
        Passage passage,
        List<Retrieved> found,
        List<Retrieved> foundWithout,
        TermStatistics statistics,
        TermStatistics statisticsWithout,
        RerankerTraining.Sample ranking,
        ExtractorTraining.Sample extraction) {

    /** @param progress told the share done, 0 to 1, from any thread */
    static List<Lesson> of(Squad squad, Families families, DoubleConsumer progress) {
        Map<String, Passage> byId = new HashMap<>();
        squad.passages().forEach(passage -> byId.put(passage.id(), passage));
        TermStatistics statistics = TermStatistics.of(squad.passages());
        Map<String, List<Retrieved>> found = new ConcurrentHashMap<>();
        find(squad.passages(), squad.questions(), found);
        Map<String, List<Retrieved>> without = new ConcurrentHashMap<>();
        Map<String, TermStatistics> statisticsWithout = new ConcurrentHashMap<>();
        List<String> names =
                squad.questions().stream().map(families::family).distinct().toList();
        AtomicInteger done = new AtomicInteger();
        names.parallelStream().forEach(family -> {
            List<Passage> rest = squad.passages().stream()
                    .filter(passage -> !family.equals(families.of().get(passage.id())))
                    .toList();
            List<Asked> asked = squad.questions().stream()
                    .filter(question -> families.family(question).equals(family))
                    .toList();
            find(rest, asked, without);
            statisticsWithout.put(family, TermStatistics.of(rest));
            progress.accept((double) done.incrementAndGet() / names.size());
        });
        List<Lesson> lessons = new ArrayList<>();
        for (Asked asked : squad.questions()) {
            Passage passage = byId.get(asked.passage());
            if (passage == null) {
                throw new IllegalArgumentException("Question '" + asked.id() + "' is about the passage '"
                        + asked.passage() + "', which is not there");
            }
            List<Retrieved> first = found.getOrDefault(asked.id(), List.of());
            lessons.add(new Lesson(
                    asked,
                    passage,
                    first,
                    without.getOrDefault(asked.id(), List.of()),
                    statistics,
                    statisticsWithout.getOrDefault(families.family(asked), statistics),
                    RerankerTraining.sample(asked.text(), first, passage.id(), statistics),
                    ExtractorTraining.sample(
                            asked.text(),
                            passage,
                            asked.answers(),
                            statistics,
                            asked.id().hashCode())));
        }
        return lessons;
    }

    private static void find(List<Passage> corpus, List<Asked> questions, Map<String, List<Retrieved>> found) {
        if (corpus.isEmpty()) {
            return;
        }
        try (MemoryRetriever retriever = new MemoryRetriever(corpus)) {
            for (Asked question : questions) {
                found.put(question.id(), retriever.retrieve(question.text(), RerankingRetriever.DEPTH));
            }
        }
    }

    /** Whether the corpus holds its answer. */
    boolean answerable() {
        return !asked.answers().isEmpty();
    }
}
