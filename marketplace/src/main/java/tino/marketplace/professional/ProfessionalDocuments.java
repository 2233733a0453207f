package tino.marketplace.professional;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tino.search.IndexSchema;

/** Profiles as the index keeps them. Times are kept as what they are, not as ages: an age would be old tomorrow. */
public final class ProfessionalDocuments {
    public static final String TITLE = "title";
    public static final String DESCRIPTION = "description";
    public static final String CATEGORY = "category";

    public static final String PRICE_MIN = "price_min";
    public static final String RATING = "rating";
    public static final String REVIEWS_COUNT = "reviews_count";
    public static final String ENGAGEMENT = "engagement_score";
    public static final String CONFIDENCE = "confidence_score";
    public static final String ACADEMIC = "academic_score";
    public static final String KYC_VERIFIED = "kyc_verified";
    public static final String DISPUTE_RATE = "dispute_rate";
    public static final String DEGREE = "degree";
    public static final String UNIVERSITY_RANK = "university_rank";
    public static final String CURRICULA = "curricula";
    public static final String MAPS_RATING = "maps_rating";
    public static final String LINKEDIN = "linkedin_score";
    public static final String DESCRIPTION_WORDS = "description_words";

    /** Seconds since 1970, like {@link #UPDATED_AT}. */
    public static final String CREATED_AT = "created_at";

    public static final String UPDATED_AT = "updated_at";

    public static final IndexSchema SCHEMA = new IndexSchema(
            "professionals",
            "pt",
            Map.of(TITLE, 2f, DESCRIPTION, 1f, CATEGORY, 1.5f),
            List.of(TITLE, DESCRIPTION, CATEGORY),
            Set.of(CATEGORY),
            Set.of(
                    PRICE_MIN,
                    RATING,
                    REVIEWS_COUNT,
                    ENGAGEMENT,
                    CONFIDENCE,
                    ACADEMIC,
                    KYC_VERIFIED,
                    DISPUTE_RATE,
                    DEGREE,
                    UNIVERSITY_RANK,
                    CURRICULA,
                    MAPS_RATING,
                    LINKEDIN,
                    DESCRIPTION_WORDS,
                    CREATED_AT,
                    UPDATED_AT));

    private ProfessionalDocuments() {}

    public static Document of(Professional one) {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put(PRICE_MIN, one.priceMin().doubleValue());
        if (one.reviewsCount() > 0) {
            numbers.put(RATING, one.rating());
        }
        numbers.put(REVIEWS_COUNT, (double) one.reviewsCount());
        numbers.put(ENGAGEMENT, one.engagementScore());
        numbers.put(CONFIDENCE, one.confidenceScore());
        numbers.put(ACADEMIC, one.academicScore());
        numbers.put(KYC_VERIFIED, one.kycVerified() ? 1.0 : 0.0);
        numbers.put(DISPUTE_RATE, one.disputeRate());
        put(numbers, DEGREE, Degree.of(one.degreeLevel()));
        put(numbers, UNIVERSITY_RANK, one.universityRank());
        numbers.put(
                CURRICULA, (one.orcidId().isEmpty() ? 0.0 : 1) + (one.lattesId().isEmpty() ? 0 : 1));
        put(numbers, MAPS_RATING, one.mapsRating());
        put(numbers, LINKEDIN, one.linkedinScore());
        numbers.put(DESCRIPTION_WORDS, (double) one.description().strip().split("\\s+").length);
        numbers.put(CREATED_AT, (double) one.createdAt().getEpochSecond());
        numbers.put(UPDATED_AT, (double) one.updatedAt().getEpochSecond());
        return new Document(
                one.id().toString(),
                Map.of(TITLE, one.title(), DESCRIPTION, one.description(), CATEGORY, one.category()),
                Map.of(CATEGORY, one.category()),
                numbers,
                one.location());
    }

    private static void put(Map<String, Double> numbers, String field, @Nullable Number value) {
        if (value != null) {
            numbers.put(field, value.doubleValue());
        }
    }
}
