package tino.marketplace;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.ranking.learn.RankerSettings;

/**
 * Settings of the marketplace, {@code tino.marketplace.*}.
 *
 * @param engagementWindow how far back messages count for the engagement score
 * @param confidence how the confidence score is mixed
 * @param minimumLists lists with an outcome that a training needs at least
 * @param success the outcome that a search is for; better ones are successes too
 * @param rollout how a version of the ranker that passed the gate comes to answer people
 * @param gate what a trained ranker must pass before it may be released: all of the checks; where none is
 *     declared, {@link RankerSettings#GATE}
 */
@ConfigurationProperties("tino.marketplace")
@Validated
public record MarketplaceSettings(
        @NotNull @DefaultValue("7d") Duration engagementWindow,
        @Valid @NotNull @DefaultValue Confidence confidence,
        @Min(1) @DefaultValue("200") int minimumLists,
        @NotBlank @DefaultValue("quote") String success,
        RolloutPolicy rollout,
        List<Check> gate) {

    public static final MarketplaceSettings STANDARD = new MarketplaceSettings(
            Duration.ofDays(7),
            Confidence.STANDARD,
            200,
            "quote",
            RolloutPolicy.STANDARD,
            RankerSettings.GATE.checks());

    /** @throws IllegalArgumentException if the gate has no checks or looks at what a ranker is not judged by */
    public MarketplaceSettings {
        rollout = rollout == null ? RolloutPolicy.STANDARD : rollout;
        gate = gate == null ? RankerSettings.GATE.checks() : List.copyOf(gate);
        try {
            RankerSettings.requireKnown(new Gate(gate));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tino.marketplace.gate: " + e.getMessage(), e);
        }
    }

    /**
     * Shares of the confidence score; their sum is at most 1.
     *
     * @param identity for a checked identity
     * @param age for the age of the account, in full after {@code fullAgeMonths}
     * @param academic for the academic score
     */
    public record Confidence(
            @DecimalMin("0") @DefaultValue("0.6") double identity,
            @DecimalMin("0") @DefaultValue("0.2") double age,
            @DecimalMin("0") @DefaultValue("0.2") double academic,
            @Min(1) @DefaultValue("24") int fullAgeMonths) {
        static final Confidence STANDARD = new Confidence(0.6, 0.2, 0.2, 24);

        public Confidence {
            if (identity + age + academic > 1 + 1e-9) {
                throw new IllegalArgumentException("The shares of tino.marketplace.confidence add up to at most 1, got "
                        + identity + " + " + age + " + " + academic);
            }
        }
    }
}
