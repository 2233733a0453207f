package tino.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tino.assistant.knowledge.ShippedBenchmark;
import tino.assistant.knowledge.ShippedCorpus;
import tino.language.benchmark.Benchmark;
import tino.language.knowledge.CorpusPassages;
import tino.language.knowledge.KnowledgeSettings;
import tino.language.knowledge.PassageBoosts;
import tino.language.knowledge.PassageDocuments;
import tino.language.route.AnswerCache;
import tino.language.route.AnswerCache.CacheSettings;
import tino.search.IndexSchema;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.Embedder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is given an answer to another's question, by threshold: questions of the benchmark in other words shall be, those with another meaning
 * in nearly the same words shall not, nor any other question of the benchmark.
 */
class SimilarQuestionsTest {
    private static final double[] THRESHOLDS = {.50, .60, .65, .70, .75, .80, .85, .90, .95, .98};

    private record Pair(String one, String other, double likeness) {}

    private static List<Pair> same;
    private static List<Pair> different;
    private static List<Pair> benchmark;

    @BeforeAll
    static void compare() throws IOException, InterruptedException {
        IndexSchema schema = PassageDocuments.schema(PassageBoosts.STANDARD);
        Embedder embedder = CorpusEmbedder.train(
                CorpusPassages.onClasspath(
                                SimilarQuestionsTest.class.getClassLoader(),
                                ShippedCorpus.FOLDER,
                                KnowledgeSettings.STANDARD)
                        .passages()
                        .stream()
                        .map(passage -> schema.embeddedText(PassageDocuments.of(ShippedCorpus.SOURCE, passage))),
                CorpusSettings.standard("pt"));
        AnswerCache cache = new AnswerCache(
                CacheSettings.STANDARD, embedder, _ -> true, InstantSource.system(), new SimpleMeterRegistry());
        List<Benchmark.Question> questions = ShippedBenchmark.read().questions();
        Map<String, String> texts =
                questions.stream().collect(Collectors.toMap(Benchmark.Question::id, Benchmark.Question::text));
        JsonNode written = JsonMapper.shared().readTree(bytes("paraphrases.json"));
        same = pairs(written.path("same"), texts, cache);
        different = pairs(written.path("different"), texts, cache);
        benchmark = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            for (int j = 0; j < i; j++) {
                benchmark.add(pair(questions.get(i).text(), questions.get(j).text(), cache));
            }
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SimilarQuestionsTest.class.getResourceAsStream("/tino/assistant/" + name))) {
            return in.readAllBytes();
        }
    }

    private static List<Pair> pairs(JsonNode written, Map<String, String> texts, AnswerCache cache) {
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode pair : written) {
            pairs.add(pair(
                    Objects.requireNonNull(texts.get(pair.get(0).stringValue())),
                    pair.get(1).stringValue(),
                    cache));
        }
        return pairs;
    }

    private static Pair pair(String one, String other, AnswerCache cache) {
        return new Pair(one, other, cache.likeness(one, other));
    }

    private static long given(List<Pair> pairs, double threshold) {
        return pairs.stream().filter(pair -> pair.likeness >= threshold).count();
    }

    @Test
    void atTheDefaultThresholdNobodyIsGivenTheAnswerToAnotherQuestion() {
        for (double threshold : THRESHOLDS) {
            System.out.printf(
                    Locale.ROOT,
                    "Threshold %.2f: given to %d of %d in other words, wrongly to %d of %d that nearly say the same and to %d of %d pairs of the benchmark%n",
                    threshold,
                    given(same, threshold),
                    same.size(),
                    given(different, threshold),
                    different.size(),
                    given(benchmark, threshold),
                    benchmark.size());
        }
        List.of(different, benchmark)
                .forEach(pairs -> pairs.stream()
                        .filter(pair -> pair.likeness >= THRESHOLDS[0])
                        .forEach(pair -> System.out.println("Unlike: " + pair)));
        double threshold = CacheSettings.STANDARD.threshold();

        assertThat(different).noneMatch(pair -> pair.likeness >= threshold);
        assertThat(benchmark).noneMatch(pair -> pair.likeness >= threshold);
    }
}
