package tino.marketplace.professional;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.search.GeoPoint;

/**
 * What a person writes about a profile; everything measured is absent. The last four are for operators: a professional
 * may send them back unchanged or leave them out.
 */
public record ProfessionalDraft(
        @JsonProperty("user_id") @Nullable UUID userId,
        @NotBlank @Size(max = 120) @Nullable String title,
        @NotBlank @Size(max = 10_000) @Nullable String description,
        @NotBlank @Size(max = 60) @Nullable String category,

        @NotNull @DecimalMin("0") @Digits(integer = 7, fraction = 2) @JsonProperty("price_min") @Nullable
        BigDecimal priceMin,

        @Valid @Nullable Place location,

        @Size(max = 30) @JsonProperty("degree_level") @Nullable
        String degreeLevel,

        @Min(1) @JsonProperty("university_rank") @Nullable Integer universityRank,

        @Pattern(regexp = "(\\d{4}-){3}\\d{3}[\\dX]|", message = "must look like 0000-0002-1825-0097")
        @JsonProperty("orcid_id")
        @Nullable
        String orcidId,

        @Pattern(regexp = "\\d{16}|", message = "must be 16 digits") @JsonProperty("lattes_id") @Nullable
        String lattesId,

        @JsonProperty("kyc_verified") @Nullable Boolean kycVerified,

        @DecimalMin("0") @DecimalMax("1") @JsonProperty("academic_score") @Nullable
        Double academicScore,

        @DecimalMin("0") @DecimalMax("5") @JsonProperty("maps_rating") @Nullable
        Double mapsRating,

        @DecimalMin("0") @DecimalMax("1") @JsonProperty("linkedin_score") @Nullable
        Double linkedinScore) {

    ProfessionalDraft withCategory(String category) {
        return new ProfessionalDraft(
                userId,
                title,
                description,
                category,
                priceMin,
                location,
                degreeLevel,
                universityRank,
                orcidId,
                lattesId,
                kycVerified,
                academicScore,
                mapsRating,
                linkedinScore);
    }

    ProfessionalDraft withoutOperatorsFields() {
        return new ProfessionalDraft(
                userId,
                title,
                description,
                category,
                priceMin,
                location,
                degreeLevel,
                universityRank,
                orcidId,
                lattesId,
                null,
                null,
                null,
                null);
    }

    /** A new profile with nothing measured yet. */
    Professional create(UUID id, UUID owner, Instant now) {
        return new Professional(
                id,
                owner,
                required(title),
                required(description),
                required(category),
                required(priceMin),
                location == null ? null : location.point(),
                0,
                0,
                0,
                0,
                Objects.requireNonNullElse(academicScore, 0.0),
                Objects.requireNonNullElse(kycVerified, false),
                0,
                Objects.requireNonNullElse(degreeLevel, ""),
                universityRank,
                Objects.requireNonNullElse(orcidId, ""),
                Objects.requireNonNullElse(lattesId, ""),
                mapsRating,
                linkedinScore,
                now,
                now);
    }

    /** The profile as this draft wants it; what only operators write stays where the draft is silent. */
    Professional update(Professional old, Instant now) {
        return new Professional(
                old.id(),
                old.userId(),
                required(title),
                required(description),
                required(category),
                required(priceMin),
                location == null ? null : location.point(),
                old.rating(),
                old.reviewsCount(),
                old.engagementScore(),
                old.confidenceScore(),
                Objects.requireNonNullElse(academicScore, old.academicScore()),
                Objects.requireNonNullElse(kycVerified, old.kycVerified()),
                old.disputeRate(),
                Objects.requireNonNullElse(degreeLevel, ""),
                universityRank,
                Objects.requireNonNullElse(orcidId, ""),
                Objects.requireNonNullElse(lattesId, ""),
                mapsRating == null ? old.mapsRating() : mapsRating,
                linkedinScore == null ? old.linkedinScore() : linkedinScore,
                old.createdAt(),
                now);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "a draft is validated before it is used");
    }

    /** Where somebody works from; both or none. */
    public record Place(
            @NotNull @DecimalMin("-90") @DecimalMax("90") @Nullable
            Double lat,

            @NotNull @DecimalMin("-180") @DecimalMax("180") @Nullable
            Double lon) {

        GeoPoint point() {
            if (lat == null || lon == null) {
                throw new IllegalStateException("A place is validated before it is used, got " + this);
            }
            return new GeoPoint(lat, lon);
        }
    }
}
