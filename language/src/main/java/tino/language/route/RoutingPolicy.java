package tino.language.route;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which model answers whom, as data.
 *
 * @param tiers that users may have; another is refused
 * @param providers that may be asked
 * @param rules the first whose conditions hold decides who is asked first; without one, {@code default}: by priority
 * @param flags feature flags: for which share of the users each is on, 0 to 1
 * @param classes of questions: patterns (regular expressions, found anywhere in the lower-case question) of each; the first that is found
 *     decides, what none finds is {@code other}
 * @param latencyBudget 95 % of a provider's recent answers must be faster, or others are asked before it; {@code null} for none
 * @param breaker when a provider is left alone
 */
public record RoutingPolicy(
        Set<String> tiers,
        List<ProviderPolicy> providers,
        List<Rule> rules,
        Map<String, Double> flags,
        Map<String, List<String>> classes,
        @Nullable Duration latencyBudget,
        BreakerPolicy breaker) {

    /**
     * When a provider is left alone: when so many of its last calls failed.
     *
     * @param window last calls looked at
     * @param minimum of them before anything is concluded
     * @param failureRate above 0 to 1
     * @param rest how long it is left alone; longer if it asks for that
     * @param probes calls that then are let through to see
     */
    public record BreakerPolicy(int window, int minimum, double failureRate, Duration rest, int probes) {
        public static final BreakerPolicy STANDARD = new BreakerPolicy(20, 5, 0.5, Duration.ofSeconds(10), 2);

        public BreakerPolicy {
            if (window < 1
                    || minimum < 1
                    || !(failureRate > 0 && failureRate <= 1)
                    || probes < 1
                    || !rest.isPositive()) {
                throw new IllegalArgumentException("A breaker has a window, a minimum, probes and a rest above 0 and a"
                        + " failure rate above 0 to 1, got " + window + ", " + minimum + ", " + probes + ", " + rest
                        + " and " + failureRate);
            }
        }
    }

    /** Collections and the breaker may be {@code null} for settings that do not name them; of tiers then there are free and premium. */
    public RoutingPolicy(
            @Nullable Set<String> tiers,
            @Nullable List<ProviderPolicy> providers,
            @Nullable List<Rule> rules,
            @Nullable Map<String, Double> flags,
            @Nullable Map<String, List<String>> classes,
            @Nullable Duration latencyBudget,
            @Nullable BreakerPolicy breaker) {
        this.tiers = tiers == null ? Set.of("free", "premium") : Set.copyOf(tiers);
        this.providers = providers == null ? List.of() : List.copyOf(providers);
        this.rules = rules == null ? List.of() : List.copyOf(rules);
        this.flags = flags == null ? Map.of() : Map.copyOf(flags);
        this.classes =
                classes == null ? QuestionClasses.STANDARD : Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        this.latencyBudget = latencyBudget;
        this.breaker = breaker == null ? BreakerPolicy.STANDARD : breaker;
        check();
    }

    private void check() {
        Set<String> names = providers.stream().map(ProviderPolicy::name).collect(Collectors.toSet());
        if (names.size() < providers.size()) {
            throw new IllegalArgumentException("Two providers of the routing policy have one name: " + providers);
        }
        for (Rule rule : rules) {
            Stream.concat(rule.providers().stream(), rule.arms().stream().flatMap(arm -> arm.providers().stream()))
                    .filter(name -> !names.contains(name))
                    .findFirst()
                    .ifPresent(name -> wrong(rule, "the provider " + name, names));
            if (rule.flag() != null && !flags.containsKey(rule.flag())) {
                wrong(rule, "the flag " + rule.flag(), flags.keySet());
            }
            if (!tiers.containsAll(rule.tiers())) {
                wrong(rule, "one of the tiers " + rule.tiers(), tiers);
            }
            if (!rule.classes().stream().allMatch(name -> classes.containsKey(name) || name.equals("other"))) {
                wrong(rule, "one of the classes " + rule.classes(), classes.keySet());
            }
        }
        flags.forEach((flag, share) -> {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("The flag " + flag + " is on for a share of 0 to 1, got " + share);
            }
        });
    }

    private static void wrong(Rule rule, String what, Set<String> known) {
        throw new IllegalArgumentException("The rule " + rule.reason() + " names " + what
                + ", which the routing policy does not have; it has " + known + ".");
    }
}
