package tino.marketplace.professional;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.search.GeoPoint;

/**
 * The public profile of somebody who offers a service.
 *
 * @param userId the account it belongs to; one profile an account
 * @param priceMin what the cheapest job costs, BRL
 * @param location where the person works from; {@code null} is unknown, never latitude 0
 * @param rating mean stars of the reviews, 1–5; 0 while there are none. Measured daily, like the next three
 * @param engagementScore share of messages answered within the window, 0–1
 * @param confidenceScore mix of identity check, account age and qualification, 0–1
 * @param disputeRate share of the disputes that are open, 0–1
 * @param academicScore qualification, 0–1; comes from outside, like the Maps rating and the LinkedIn score
 * @param kycVerified whether the identity was checked
 * @param degreeLevel e.g. {@code MSc}; empty where unknown
 * @param universityRank 1 is best
 * @param mapsRating stars on Google Maps, 0–5
 * @param linkedinScore completeness and reach of the LinkedIn profile, 0–1
 * @param createdAt since when the account is here
 * @param updatedAt when a person last changed the profile; measuring does not count
 */
public record Professional(
        UUID id,
        @JsonProperty("user_id") UUID userId,
        String title,
        String description,
        String category,
        @JsonProperty("price_min") BigDecimal priceMin,
        @Nullable GeoPoint location,
        double rating,
        @JsonProperty("reviews_count") int reviewsCount,
        @JsonProperty("engagement_score") double engagementScore,
        @JsonProperty("confidence_score") double confidenceScore,
        @JsonProperty("academic_score") double academicScore,
        @JsonProperty("kyc_verified") boolean kycVerified,
        @JsonProperty("dispute_rate") double disputeRate,
        @JsonProperty("degree_level") String degreeLevel,
        @JsonProperty("university_rank") @Nullable Integer universityRank,
        @JsonProperty("orcid_id") String orcidId,
        @JsonProperty("lattes_id") String lattesId,
        @JsonProperty("maps_rating") @Nullable Double mapsRating,
        @JsonProperty("linkedin_score") @Nullable Double linkedinScore,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {}
