package tino.marketplace.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.serving.Decision;
import tino.lifecycle.serving.Served.Fallback;
import tino.marketplace.feature.Candidates;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.ranking.Impression;
import tino.ranking.Ranker;
import tino.ranking.Ranking;
import tino.ranking.RankingService;
import tino.ranking.weight.Weights;
import tino.search.Document;
import tino.search.Hit;
import tino.search.LiveIndex;
import tino.web.InvalidInput;

/**
 * From a query to an answer: recalls the best {@value #RECALL} under the filters, computes their features, orders all of
 * them, writes down what is shown, and answers page by page.
 */
public final class ProfessionalSearch {
    public static final int RECALL = 100;
    public static final int PAGE = 30;

    private final LiveIndex index;
    private final RankingService ranking;
    private final EventLog log;
    private final ShownLists shownLists;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Timer> stages = HashMap.newHashMap(4);
    private final Counter impressions;

    public ProfessionalSearch(
            LiveIndex index,
            RankingService ranking,
            EventLog log,
            ShownLists shownLists,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters) {
        this.index = index;
        this.ranking = ranking;
        this.log = log;
        this.shownLists = shownLists;
        this.clock = clock;
        this.random = random;
        for (String stage : List.of("recall", "features", "rank", "log")) {
            stages.put(
                    stage,
                    Timer.builder("tino.search.stage")
                            .description(
                                    "A search, stage by stage; recall includes what tino.search.embed measures alone")
                            .tag("stage", stage)
                            .publishPercentileHistogram()
                            .register(meters));
        }
        this.impressions = Counter.builder("impressions")
                .description("Lists of results shown, first pages only")
                .register(meters);
    }

    /**
     * The first page.
     *
     * @param subject pseudonym of the session
     * @param shadowed whether the caller asks that versions in shadow answer as well
     * @throws EventLog.EventLogUnavailable if the answer could not be written down; it is not given then
     */
    public Results search(SearchRequest request, String subject, boolean shadowed) {
        Instant now = clock.instant();
        UUID decision = DecisionId.next(() -> now, random);
        Recalled recalled = recalled(request, now, List.of());
        Ranking order = stage(
                "rank", () -> ranking.rank(new Decision(decision, subject, shadowed), recalled.ids(), recalled.rows()));
        int size = Math.min(PAGE, recalled.count());
        SearchImpression impression = new SearchImpression(
                request,
                Impression.page(order, recalled.ids(), MarketplaceFeatures.LAYOUT, recalled.rows(), 0, size),
                IntStream.range(size, recalled.count())
                        .mapToObj(rank -> recalled.ids().get(order.order()[rank]))
                        .toList(),
                IntStream.range(size, recalled.count())
                        .mapToDouble(rank -> order.scores()[order.order()[rank]])
                        .toArray(),
                order.fallback(),
                null);
        writeDown(decision, now, subject, impression, order.answered());
        impressions.increment();
        return page(decision, decision, recalled, impression, 0, recalled.count());
    }

    /**
     * A later page, in the order that was written down with the first: the index, the model and the server may be others by
     * now. Who has left the index since is left out.
     *
     * @param text the query again, to be sure that the cursor belongs to it
     * @throws InvalidInput if the cursor is not of that query
     */
    public Results next(String text, String cursor, String subject) {
        Cursor from = Cursor.parse(cursor);
        SearchImpression first = log.find(from.decision(), SearchImpression.TYPE)
                .map(event -> SearchImpression.read(event.body()))
                .orElseThrow(Cursor::unknown);
        int shown = first.shown().items().size();
        int start = from.offset() - shown;
        if (!first.request().text().equals(text)
                || start < 0
                || start >= first.rest().size()) {
            throw Cursor.unknown();
        }
        Instant now = clock.instant();
        UUID decision = DecisionId.next(() -> now, random);
        int end = Math.min(start + PAGE, first.rest().size());
        Recalled recalled = recalled(first.request(), now, first.rest().subList(start, end));
        SearchImpression impression = continued(from, first, start, end, recalled);
        writeDown(decision, now, subject, impression, null);
        return page(
                decision,
                from.decision(),
                recalled,
                impression,
                from.offset(),
                shown + first.rest().size());
    }

    /** How the champion (or the weights, where there is none) orders today; not written down. */
    public Results preview(SearchRequest request) {
        return preview(request, ranking::previewChampion);
    }

    /** How the weights in force would order; not written down. */
    public Results previewWeights(SearchRequest request) {
        return preview(request, ranking::previewWeights);
    }

    /** How other weights would order; not written down. */
    public Results preview(SearchRequest request, Weights weights) {
        return preview(request, (rows, count) -> ranking.preview(weights, rows, count));
    }

    /** How another ranker would order, e.g. a version that is not live; not written down. */
    public Results preview(SearchRequest request, Ranker ranker, String rankedBy) {
        return preview(request, (rows, count) -> ranking.preview(ranker, rankedBy, rows, count));
    }

    private Results preview(SearchRequest request, BiFunction<float[], Integer, Ranking> ranker) {
        Instant now = clock.instant();
        Recalled recalled = recalled(request, now, List.of());
        Ranking order = ranker.apply(recalled.rows(), recalled.count());
        int size = Math.min(PAGE, recalled.count());
        Impression shown = Impression.page(order, recalled.ids(), MarketplaceFeatures.LAYOUT, recalled.rows(), 0, size);
        SearchImpression impression =
                new SearchImpression(request, shown, List.of(), new double[0], order.fallback(), null);
        UUID decision = DecisionId.next(() -> now, random);
        Results page = page(decision, decision, recalled, impression, 0, size);
        return new Results(page.decision(), page.rankedBy(), page.fallback(), recalled.count(), page.results(), null);
    }

    /** Candidates with their features, row by row. @param numbers row of each id */
    private record Recalled(Candidates candidates, List<String> ids, Map<String, Integer> numbers, float[] rows) {
        static Recalled of(Candidates candidates) {
            List<String> ids =
                    candidates.hits().stream().map(hit -> hit.document().id()).toList();
            Map<String, Integer> numbers = HashMap.newHashMap(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                numbers.put(ids.get(i), i);
            }
            return new Recalled(candidates, ids, numbers, MarketplaceFeatures.matrix(candidates));
        }

        int count() {
            return ids.size();
        }
    }

    /** @param andThese candidates as well, wherever the recall would have them now */
    private Recalled recalled(SearchRequest request, Instant now, List<String> andThese) {
        List<Hit> hits =
                new ArrayList<>(stage("recall", () -> index.search(request.text(), request.filters(), RECALL)));
        if (!andThese.isEmpty()) {
            List<String> missing = new ArrayList<>(andThese);
            hits.forEach(hit -> missing.remove(hit.document().id()));
            for (Document document : index.get(missing)) {
                hits.add(new Hit(document, Double.NaN, 0, Double.NaN));
            }
        }
        double priceMax = request.priceMax() == null ? Double.NaN : request.priceMax();
        return stage(
                "features",
                () -> Recalled.of(new Candidates(
                        request.text(), request.client(), request.radiusKm(), priceMax, now, List.copyOf(hits))));
    }

    private SearchImpression continued(Cursor from, SearchImpression first, int start, int end, Recalled recalled) {
        int columns = MarketplaceFeatures.LAYOUT.size();
        int[] ranks = IntStream.range(start, end)
                .filter(rank -> recalled.numbers().containsKey(first.rest().get(rank)))
                .toArray();
        List<String> items = new ArrayList<>(ranks.length);
        int[] positions = new int[ranks.length];
        double[] scores = new double[ranks.length];
        float[] features = new float[ranks.length * columns];
        for (int i = 0; i < ranks.length; i++) {
            String item = first.rest().get(ranks[i]);
            items.add(item);
            positions[i] = first.shown().items().size() + ranks[i] + 1;
            scores[i] = first.restScores()[ranks[i]];
            int row = recalled.numbers().getOrDefault(item, 0);
            System.arraycopy(recalled.rows(), row * columns, features, i * columns, columns);
        }
        Impression shown = new Impression(
                items, positions, scores, first.shown().rankedBy(), MarketplaceFeatures.LAYOUT.fingerprint(), features);
        return new SearchImpression(
                first.request(), shown, List.of(), new double[0], first.fallback(), from.decision());
    }

    /** @param answered {@code null} for a later page, which is no answer of its own */
    private void writeDown(
            UUID decision, Instant now, String subject, SearchImpression impression, @Nullable Answered answered) {
        stage(
                "log",
                () -> log.append(List.of(new Event(
                        decision, SearchImpression.TYPE, now, decision, subject, null, impression.body(), answered))));
        shownLists.remember(ShownLists.Shown.of(decision, subject, impression));
    }

    private Results page(
            UUID decision, UUID first, Recalled recalled, SearchImpression impression, int offset, int total) {
        Impression shown = impression.shown();
        List<Results.Result> results = new ArrayList<>(shown.items().size());
        for (int i = 0; i < shown.items().size(); i++) {
            int row = recalled.numbers().getOrDefault(shown.items().get(i), 0);
            Hit hit = recalled.candidates().hits().get(row);
            results.add(Results.Result.of(
                    hit, shown.positions()[i], shown.scores()[i], new MarketplaceFeatures.Row(recalled.rows(), row)));
        }
        @Nullable Fallback fallback = impression.fallback();
        int end = offset + PAGE;
        return new Results(
                decision,
                shown.rankedBy(),
                fallback,
                total,
                results,
                end < total ? new Cursor(first, end).toString() : null);
    }

    private <T> T stage(String name, Supplier<T> work) {
        return Objects.requireNonNull(stages.get(name)).record(work);
    }
}
