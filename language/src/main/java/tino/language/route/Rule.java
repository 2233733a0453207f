package tino.language.route;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says who is asked first when all of its conditions hold; the first rule of a policy whose conditions hold decides.
 *
 * @param reason the {@code routing_reason} of answers by it, in snake_case
 * @param flag a feature flag that must be on for the user; {@code null} for none
 * @param tiers of the user; empty for any
 * @param classes of the question; empty for any
 * @param experiment salt of the draw among {@code arms}; users who are not known take no part. {@code null} where there are no arms
 * @param arms of which each user has one, always the same
 * @param providers first to last; what else there is follows by priority
 */
public record Rule(
        String reason,
        @Nullable String flag,
        Set<String> tiers,
        Set<String> classes,
        @Nullable String experiment,
        List<Arm> arms,
        List<String> providers) {

    /**
     * @param name of the arm, e.g. {@code a}
     * @param share of the users, above 0; shares of all arms together are the whole
     */
    public record Arm(String name, double share, List<String> providers) {
        public Arm {
            if (name.isBlank() || !(share > 0) || providers.isEmpty()) {
                throw new IllegalArgumentException(
                        "An arm has a name, a share above 0 and providers, got '" + name + "', " + share);
            }
            providers = List.copyOf(providers);
        }
    }

    /** Lists and sets may be {@code null} as empty, for settings that do not name them. */
    public Rule(
            String reason,
            @Nullable String flag,
            @Nullable Set<String> tiers,
            @Nullable Set<String> classes,
            @Nullable String experiment,
            @Nullable List<Arm> arms,
            @Nullable List<String> providers) {
        this.arms = arms == null ? List.of() : List.copyOf(arms);
        this.providers = providers == null ? List.of() : List.copyOf(providers);
        if (!reason.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException(
                    "The reason of a rule is a word in snake_case like premium_user, got '" + reason + "'");
        }
        if (this.arms.isEmpty() == this.providers.isEmpty() || this.arms.isEmpty() != (experiment == null)) {
            throw new IllegalArgumentException(
                    "The rule " + reason + " needs either providers, or an experiment with arms.");
        }
        this.reason = reason;
        this.flag = flag;
        this.tiers = tiers == null ? Set.of() : Set.copyOf(tiers);
        this.classes = classes == null ? Set.of() : Set.copyOf(classes);
        this.experiment = experiment;
    }
}
