package tino.marketplace.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.IntStream;
import tino.marketplace.search.ProfessionalSearch;
import tino.marketplace.search.SearchRequest;
import tino.ranking.Ranker;

/**
 * The same fresh clients shown two rankings: the weights' and the champion's, asked for over HTTP without being written
 * down. Each client meets both with the same eyes and moods, so the difference is the rankings' own.
 */
public final class Panel {
    /** Keeps the panel's clients apart from those of any day. */
    private static final long STREAM = -1_000_000;

    private static final int AT_ONCE = 8;

    private final MarketplaceHttp marketplace;
    private final Needs needs;
    private final People people;
    private final Browsing browsing;

    public Panel(MarketplaceHttp marketplace, Needs needs, People people) {
        this.marketplace = marketplace;
        this.needs = needs;
        this.people = people;
        this.browsing = new Browsing(people);
    }

    /** Means over the clients. @param ndcg true nDCG@10 @param ctr share of lists clicked within the first ten */
    public record Figures(double ndcg, double ctr) {}

    /**
     * @param ndcg true nDCG@10 of each client by the weights' order and by the champion's, pairwise
     * @param championIs {@code ranked_by} of the champion's answers
     */
    public record Comparison(Figures weights, Figures champion, double[][] ndcg, String championIs) {}

    private record Seen(double ndcg, boolean clicked, String rankedBy) {}

    /** @param number of the panel: another number, other clients @param fashion by which they judge */
    public Comparison compare(int number, int clients, Fashion fashion) {
        List<Need> asked = clients(number, clients, fashion);
        List<Seen> weights = all(asked, need -> marketplace.evaluate(need, "weights"));
        List<Seen> champion = all(asked, need -> marketplace.evaluate(need, "champion"));
        return new Comparison(
                figures(weights),
                figures(champion),
                new double[][] {
                    weights.stream().mapToDouble(Seen::ndcg).toArray(),
                    champion.stream().mapToDouble(Seen::ndcg).toArray()
                },
                champion.getFirst().rankedBy());
    }

    /** The same clients shown the order of a ranker that no registry knows, in this process. */
    public Figures judge(int number, int clients, Fashion fashion, ProfessionalSearch search, Ranker ranker) {
        return figures(all(
                clients(number, clients, fashion),
                need -> SearchAnswer.of(search.preview(request(need), ranker, "tried"))));
    }

    private List<Need> clients(int number, int clients, Fashion fashion) {
        return IntStream.range(0, clients)
                .mapToObj(i -> needs.draw(STREAM - number, i, fashion))
                .toList();
    }

    private static SearchRequest request(Need need) {
        return new SearchRequest(
                need.query(),
                need.category(),
                need.priceMax(),
                need.tellsPlace() ? need.home() : null,
                SearchRequest.DEFAULT_RADIUS);
    }

    /** Whether one of the first ten was clicked. */
    static boolean clicked(List<Action> actions) {
        return actions.stream()
                .anyMatch(action ->
                        action.kind() == Action.Kind.CLICK && action.card().position() <= TrueQuality.DEPTH);
    }

    private static Figures figures(List<Seen> seen) {
        return new Figures(
                seen.stream().mapToDouble(Seen::ndcg).average().orElse(Double.NaN),
                seen.stream()
                        .mapToDouble(one -> one.clicked() ? 1 : 0)
                        .average()
                        .orElse(Double.NaN));
    }

    private List<Seen> all(List<Need> asked, Function<Need, SearchAnswer> ranker) {
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Seen>> questions = new ArrayList<>();
            asked.forEach(need -> questions.add(() -> {
                room.acquire();
                try {
                    return see(need, ranker.apply(need));
                } finally {
                    room.release();
                }
            }));
            List<Seen> seen = new ArrayList<>();
            for (Future<Seen> answer : threads.invokeAll(questions)) {
                seen.add(answer.get());
            }
            return seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during a panel", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A search of the panel failed: " + e.getMessage(), e);
        }
    }

    /** A client whom nobody in the marketplace suits cannot tell rankings apart and counts 0 for both. */
    private Seen see(Need need, SearchAnswer answer) {
        return new Seen(
                TrueQuality.ndcg(need, answer.ids(), people).orElse(0.0),
                clicked(browsing.visit(need, answer.cards())),
                answer.rankedBy());
    }
}
