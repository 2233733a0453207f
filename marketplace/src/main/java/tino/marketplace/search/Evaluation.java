package tino.marketplace.search;

import jakarta.servlet.http.HttpServletRequest;
import tino.marketplace.problem.InvalidInput;
import tino.marketplace.problem.Refusal;

/** Searches that compare rankers: for trusted callers, and not written down. */
public final class Evaluation {
    private final ProfessionalSearch search;

    public Evaluation(ProfessionalSearch search) {
        this.search = search;
    }

    /**
     * @param ranker {@code weights} or {@code champion}
     * @throws Refusal if the caller has neither the role EVALUATE nor ADMIN
     * @throws InvalidInput if the ranker is none of these
     */
    Results search(SearchRequest wanted, String ranker, HttpServletRequest request) {
        if (!request.isUserInRole("EVALUATE") && !request.isUserInRole("ADMIN")) {
            throw Refusal.forbidden("'ranker' is for evaluation and wants the role EVALUATE; leave it out.");
        }
        return switch (ranker) {
            case "weights" -> search.previewWeights(wanted);
            case "champion" -> search.preview(wanted);
            default -> throw new InvalidInput("ranker", "weights or champion is expected, got \"" + ranker + '"');
        };
    }
}
