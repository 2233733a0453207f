package tino.marketplace.search;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.serving.Served.Fallback;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.search.Document;
import tino.search.Hit;

/**
 * One page of an answer.
 *
 * @param decision names this page in all feedback; not in the log for a {@link ProfessionalSearch#preview}
 * @param rankedBy {@code weights}, model and version ({@code marketplace-ranker:3}), or model and {@code interleaved}
 * @param fallback why the weights ranked, {@code null} where the model did
 * @param total candidates that were ranked, on all pages
 * @param next cursor of the next page, {@code null} on the last
 */
public record Results(
        UUID decision,
        String rankedBy,
        @Nullable Fallback fallback,
        int total,
        List<Result> results,
        @Nullable String next) {

    /**
     * One professional.
     *
     * @param position 1 for the top of the first page; later pages count on
     * @param excerpt the beginning of the description
     * @param score by which it was ordered
     * @param rating 0 while there are no reviews
     * @param priceMin BRL
     * @param distanceKm {@code null} where the client's place or the professional's is not known
     */
    public record Result(
            String id,
            int position,
            String title,
            String excerpt,
            String category,
            double score,
            double rating,
            int reviewsCount,
            double priceMin,
            @Nullable Double distanceKm,
            List<Badge> badges,
            List<Reason> why) {
        private static final int EXCERPT = 200;

        static Result of(Hit hit, int position, double score, MarketplaceFeatures.Row features) {
            Document document = hit.document();
            float km = features.value("distance_km");
            return new Result(
                    document.id(),
                    position,
                    document.texts().getOrDefault(ProfessionalDocuments.TITLE, ""),
                    excerpt(document.texts().getOrDefault(ProfessionalDocuments.DESCRIPTION, "")),
                    document.keywords().getOrDefault(ProfessionalDocuments.CATEGORY, ""),
                    score,
                    document.numbers().getOrDefault(ProfessionalDocuments.RATING, 0.0),
                    document.numbers()
                            .getOrDefault(ProfessionalDocuments.REVIEWS_COUNT, 0.0)
                            .intValue(),
                    document.numbers().getOrDefault(ProfessionalDocuments.PRICE_MIN, 0.0),
                    Float.isNaN(km) ? null : Math.round(km * 10) / 10.0,
                    Badge.of(features),
                    Reason.of(features));
        }

        private static String excerpt(String text) {
            if (text.length() <= EXCERPT) {
                return text;
            }
            int end = text.lastIndexOf(' ', EXCERPT);
            return text.substring(0, end > 0 ? end : EXCERPT) + "…";
        }
    }
}
