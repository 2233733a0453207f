package tino.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** What every search index promises. A subclass says how to open an empty one. */
@ExtendWith(SearchIndexContract.SeedOnFailure.class)
public abstract class SearchIndexContract {
    protected static final int DIMENSIONS = 8;
    protected static final IndexSchema SCHEMA = new IndexSchema(
            "contract",
            "pt",
            Map.of("title", 2f, "body", 1f),
            List.of("title", "body"),
            Set.of("category"),
            Set.of("price"));
    private static final long SEED = Long.getLong("tino.test.seed", System.nanoTime());
    private static final GeoPoint CENTRE = new GeoPoint(-23.55, -46.63);

    private final Random random = new Random(SEED);
    private SearchIndex index;

    protected abstract SearchIndex open();

    @BeforeEach
    void start() {
        index = open();
    }

    @AfterEach
    void stop() {
        index.close();
    }

    @Test
    void findsTheSameTermsWhateverTheirAccentsCaseAndInflection() {
        put(text("1", "Instalação elétrica"), text("2", "Eletricista"), text("3", "Encanador"));
        for (String query : List.of("eletricista", "ELÉTRICA", "eletrica", "elétricas")) {
            assertThat(ids(textQuery(query))).as(query).containsExactlyInAnyOrder("1", "2");
        }
    }

    @Test
    void ranksAMatchInABoostedFieldHigher() {
        Document inBody = document("1", Map.of("title", "luz", "body", "piano"), null);
        Document inTitle = document("2", Map.of("title", "piano", "body", "luz"), null);
        put(inBody, inTitle);
        assertThat(ids(textQuery("piano"))).containsExactly("2", "1");
    }

    @Test
    void givesDocumentsBackAsTheyWereButWithoutTheirVector() {
        Document whole = new Document(
                "á/1",
                Map.of("title", "Ação", "body", ""),
                Map.of("category", "casa"),
                Map.of("price", -0.5),
                CENTRE,
                axis(0));
        Document bare = new Document("2", Map.of("title", "Ação"), Map.of(), Map.of(), null, null);
        put(whole, bare);
        List<Document> expected =
                List.of(new Document("á/1", whole.texts(), whole.keywords(), whole.numbers(), CENTRE), bare);
        assertThat(index.search(textQuery("ação")).stream().map(Hit::document))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(index.get(List.of("á/1", "unknown", "2"))).isEqualTo(expected);
        assertThat(index.get(List.of("2", "á/1"))).isEqualTo(expected.reversed());
    }

    @Test
    void knowsBothScoresOfEveryHitOfAHybridSearch() {
        put(
                document("text", Map.of("title", "violão"), axis(1)),
                document("vector", Map.of("title", "guitarra"), axis(0)),
                document("both", Map.of("title", "violão clássico"), diagonal()),
                document("unembedded", Map.of("title", "violão"), null));
        List<Hit> hits = index.search(new Query("violão", axis(0), List.of(), 10));
        assertThat(hits)
                .extracting(hit -> hit.document().id())
                .containsExactlyInAnyOrder("text", "vector", "both", "unembedded");
        assertThat(hit(hits, "text").similarity()).isCloseTo(.5, within(1e-6));
        assertThat(hit(hits, "vector").similarity()).isCloseTo(1, within(1e-6));
        assertThat(hit(hits, "both").similarity()).isCloseTo((1 + Math.sqrt(.5)) / 2, within(1e-6));
        assertThat(hit(hits, "unembedded").similarity()).isNaN();
        assertThat(hit(hits, "vector").text()).isZero();
        // The same BM25 as a search by text alone.
        index.search(textQuery("violão"))
                .forEach(
                        hit -> assertThat(hit(hits, hit.document().id()).text()).isEqualTo(hit.text()));
        assertThat(hits)
                .isSortedAccordingTo(Comparator.comparingDouble(Hit::score).reversed());
        assertThat(hits.getFirst().document().id()).isEqualTo("both");
    }

    @Test
    void findsByTextWhatHasNoVectorAndByVectorWhatMatchesNoWord() {
        put(document("1", Map.of("title", "luz"), null), document("2", Map.of("title", "água"), axis(2)));
        assertThat(ids(new Query("luz", axis(3), List.of(), 1))).hasSize(1);
        assertThat(ids(new Query("xyzw", axis(2), List.of(), 5))).containsExactly("2");
        assertThat(ids(new Query("o de para", null, List.of(), 5))).isEmpty();
        assertThat(index.search(new Query(null, axis(2), List.of(), 5))
                        .getFirst()
                        .text())
                .isZero();
        assertThat(index.search(textQuery("luz")).getFirst().similarity()).isNaN();
    }

    /** Compared with all documents filtered and sorted in this test; the seed is printed on failure. */
    @Test
    void findsTheNearestUnderTheFilters() {
        List<Document> all = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            all.add(randomDocument(i));
        }
        index.put(all.subList(0, 1200));
        index.refresh();
        index.put(all.subList(1200, 2000));
        index.refresh();
        double found = 0;
        double expected = 0;
        for (int trial = 0; trial < 60; trial++) {
            List<Filter> filters = randomFilters();
            float[] vector = randomVector();
            List<String> nearest = all.stream()
                    .filter(holds(filters))
                    .sorted(Comparator.comparingDouble(
                            document -> -dot(vector, Objects.requireNonNull(document.vector()))))
                    .limit(10)
                    .map(Document::id)
                    .toList();
            List<Hit> hits = index.search(new Query(null, vector, filters, 10));
            assertThat(hits).as("filters %s", filters).hasSameSizeAs(nearest);
            assertThat(hits).allMatch(hit -> holds(filters).test(hit.document()));
            expected += nearest.size();
            found += hits.stream()
                    .filter(hit -> nearest.contains(hit.document().id()))
                    .count();
        }
        assertThat(found / expected).isGreaterThan(.98);
    }

    @Test
    void appliesFiltersToTextToo() {
        List<Document> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(randomDocument(i));
        }
        index.put(all);
        index.refresh();
        for (int trial = 0; trial < 30; trial++) {
            List<Filter> filters = randomFilters();
            assertThat(ids(new Query("palavra", null, filters, 1000)))
                    .as("filters %s", filters)
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(holds(filters))
                            .map(Document::id)
                            .toList());
        }
    }

    @Test
    void replacesAndDeletesById() {
        put(text("1", "luz"), text("2", "água"));
        put(text("1", "gás"));
        index.delete(List.of("2", "unknown"));
        index.refresh();
        assertThat(index.size()).isEqualTo(1);
        assertThat(ids(textQuery("luz água"))).isEmpty();
        assertThat(ids(textQuery("gás"))).containsExactly("1");
        assertThat(index.get(List.of("1", "2"))).hasSize(1);
    }

    @Test
    void showsChangesAfterARefreshOnly() {
        index.put(List.of(text("1", "luz")));
        assertThat(ids(textQuery("luz"))).isEmpty();
        index.refresh();
        assertThat(ids(textQuery("luz"))).containsExactly("1");
    }

    @Test
    void refusesWhatTheSchemaLacks() {
        assertThatThrownBy(() -> index.put(List.of(document("1", Map.of("biography", "x"), null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'biography'");
        assertThatThrownBy(() -> index.search(new Query("x", null, List.of(new Filter.Range("weight", 0, 1)), 1)))
                .hasMessageContaining("'weight'");
        assertThatThrownBy(() -> index.search(new Query("x", null, List.of(new Filter.Keyword("price", "1")), 1)))
                .hasMessageContaining("no keyword field 'price'");
        assertThatThrownBy(() -> index.search(new Query(null, new float[] {1}, List.of(), 1)))
                .hasMessageContaining("8 dimensions");
    }

    @Test
    void copesWithTextsOfAnyLengthAndKind() {
        String long_ = "palavra ".repeat(2000) + "😀 \u0000 " + "x".repeat(40_000);
        put(text("1", long_));
        assertThat(ids(textQuery("palavra"))).containsExactly("1");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            many.append("termo").append(i).append(' ');
        }
        assertThat(ids(textQuery(many + "palavra"))).isEmpty();
        assertThat(ids(textQuery("palavra " + many))).containsExactly("1");
    }

    private void put(Document... documents) {
        index.put(List.of(documents));
        index.refresh();
    }

    private List<String> ids(Query query) {
        return index.search(query).stream().map(hit -> hit.document().id()).toList();
    }

    private static Hit hit(List<Hit> hits, String id) {
        return hits.stream()
                .filter(hit -> hit.document().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Query textQuery(String text) {
        return new Query(text, null, List.of(), 10);
    }

    private static Document text(String id, String title) {
        return document(id, Map.of("title", title), null);
    }

    private static Document document(String id, Map<String, String> texts, float @Nullable [] vector) {
        return new Document(id, texts, Map.of(), Map.of(), null, vector);
    }

    private Document randomDocument(int number) {
        return new Document(
                "d" + number,
                Map.of("title", "palavra " + number),
                random.nextInt(10) == 0 ? Map.of() : Map.of("category", "c" + random.nextInt(20)),
                random.nextInt(10) == 0 ? Map.of() : Map.of("price", Math.floor(random.nextDouble() * 100)),
                random.nextInt(10) == 0
                        ? null
                        : new GeoPoint(
                                CENTRE.lat() + random.nextDouble() - .5, CENTRE.lon() + random.nextDouble() - .5),
                randomVector());
    }

    private List<Filter> randomFilters() {
        List<Filter> filters = new ArrayList<>();
        if (random.nextBoolean()) {
            filters.add(new Filter.Keyword("category", "c" + random.nextInt(21)));
        }
        if (random.nextBoolean()) {
            double min = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(80);
            filters.add(new Filter.Range("price", min, Math.max(min, 0) + random.nextInt(60)));
        }
        if (random.nextBoolean()) {
            filters.add(new Filter.Within(CENTRE, 1 + 40 * random.nextDouble()));
        }
        return filters;
    }

    private static Predicate<Document> holds(List<Filter> filters) {
        return document -> filters.stream().allMatch(filter -> switch (filter) {
            case Filter.Keyword(String field, String value) ->
                value.equals(document.keywords().get(field));
            case Filter.Range(String field, double min, double max) -> {
                Double number = document.numbers().get(field);
                yield number != null && min <= number && number <= max;
            }
            case Filter.Within(GeoPoint centre, double km) ->
                document.location() != null && document.location().distanceKm(centre) <= km;
        });
    }

    private float[] randomVector() {
        float[] vector = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private static float[] axis(int i) {
        float[] vector = new float[DIMENSIONS];
        vector[i] = 1;
        return vector;
    }

    private static float[] diagonal() {
        float[] vector = new float[DIMENSIONS];
        vector[0] = (float) Math.sqrt(.5);
        vector[1] = (float) Math.sqrt(.5);
        return vector;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static final class SeedOnFailure implements TestWatcher {
        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            System.err.println("Repeat with -Dtino.test.seed=" + SEED);
        }
    }
}
