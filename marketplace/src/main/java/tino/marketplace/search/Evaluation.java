package tino.marketplace.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.ranking.Ranker;
import tino.ranking.RankingService;
import tino.web.InvalidInput;
import tino.web.Refusal;

/** Searches that compare rankers: for trusted callers, and not written down. */
public final class Evaluation {
    private static final int LOADED = 8;

    private final ProfessionalSearch search;
    private final RankingService ranking;
    private final Cache<Integer, Ranker> versions =
            Caffeine.newBuilder().maximumSize(LOADED).build();

    public Evaluation(ProfessionalSearch search, RankingService ranking) {
        this.search = search;
        this.ranking = ranking;
    }

    /**
     * @param ranker {@code weights}, {@code champion} or the number of a version
     * @throws Refusal if the caller has neither the role ANALYST nor ADMIN
     * @throws InvalidInput if the ranker is none of these
     */
    Results search(SearchRequest wanted, String ranker, HttpServletRequest request) {
        if (!request.isUserInRole("ANALYST") && !request.isUserInRole("ADMIN")) {
            throw Refusal.forbidden("'ranker' is for evaluation and wants the role ANALYST; leave it out.");
        }
        return switch (ranker) {
            case "weights" -> search.previewWeights(wanted);
            case "champion" -> search.preview(wanted);
            default -> {
                int number = number(ranker);
                yield search.preview(wanted, version(number), MarketplaceRanker.MODEL + ':' + number);
            }
        };
    }

    private static int number(String ranker) {
        try {
            return Integer.parseInt(ranker);
        } catch (NumberFormatException _) {
            throw unknown(ranker);
        }
    }

    /** Versions never change, so one that was loaded stays good. */
    private Ranker version(int number) {
        return versions.get(number, _ -> {
            try {
                return ranking.version(number);
            } catch (IllegalArgumentException none) {
                throw new InvalidInput("ranker", String.valueOf(none.getMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        });
    }

    private static InvalidInput unknown(String ranker) {
        return new InvalidInput(
                "ranker", "weights, champion or the number of a version is expected, got \"" + ranker + '"');
    }
}
