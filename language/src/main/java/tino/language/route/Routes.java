package tino.language.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.experiment.StableShare;

/** Finds by the policy who is asked, and in which order. */
final class Routes {
    private final RoutingPolicy policy;
    private final Map<String, Lane> lanes;
    private final QuestionClasses classes;

    /** @param lanes those enabled */
    Routes(RoutingPolicy policy, List<Lane> lanes) {
        this.policy = policy;
        this.lanes = lanes.stream().collect(Collectors.toMap(Lane::name, Function.identity()));
        this.classes = new QuestionClasses(policy.classes());
    }

    /** @param chain first to last */
    record Route(
            List<Lane> chain,
            String reason,
            String questionClass,
            @Nullable String arm) {}

    Route decide(Asking asking) {
        if (!policy.tiers().contains(asking.tier())) {
            throw new NoSuchModel(
                    "There is no tier '" + asking.tier() + "'.",
                    policy.tiers().stream().sorted().toList());
        }
        String questionClass = classes.of(asking.question());
        if (asking.model() != null) {
            Lane chosen = chosen(asking, asking.model());
            return new Route(
                    asking.only() ? List.of(chosen) : chain(List.of(chosen.name()), asking),
                    "selected",
                    questionClass,
                    null);
        }
        for (Rule rule : policy.rules()) {
            Optional<Route> route = route(rule, asking, questionClass);
            if (route.isPresent()) {
                return inTime(route.get());
            }
        }
        return inTime(new Route(chain(List.of(), asking), "default", questionClass, null));
    }

    private Lane chosen(Asking asking, String model) {
        List<Lane> mine = lanes.values().stream()
                .filter(lane -> lane.policy.serves(asking.tier()))
                .sorted(Comparator.comparingInt(lane -> lane.policy.priority()))
                .toList();
        return mine.stream()
                .filter(lane -> model.equals(lane.name())
                        || model.equals(lane.model())
                        || model.equals(lane.name() + "/" + lane.model()))
                .findFirst()
                .orElseThrow(() -> new NoSuchModel(
                        "There is no model '" + model + "' for the tier " + asking.tier() + ".",
                        mine.stream()
                                .map(lane -> lane.name() + "/" + lane.model())
                                .toList()));
    }

    private Optional<Route> route(Rule rule, Asking asking, String questionClass) {
        if ((!rule.tiers().isEmpty() && !rule.tiers().contains(asking.tier()))
                || (!rule.classes().isEmpty() && !rule.classes().contains(questionClass))
                || (rule.flag() != null && !isOn(rule.flag(), asking.user()))) {
            return Optional.empty();
        }
        List<String> providers = rule.providers();
        String arm = null;
        if (rule.experiment() != null) {
            if (asking.user() == null) {
                return Optional.empty();
            }
            Rule.Arm drawn = drawn(rule.experiment(), rule.arms(), asking.user());
            providers = drawn.providers();
            arm = rule.experiment() + "/" + drawn.name();
        }
        if (providers.stream().noneMatch(name -> serves(name, asking.tier()))) {
            return Optional.empty();
        }
        return Optional.of(new Route(chain(providers, asking), rule.reason(), questionClass, arm));
    }

    private boolean serves(String name, String tier) {
        Lane lane = lanes.get(name);
        return lane != null && lane.policy.serves(tier);
    }

    private boolean isOn(String flag, @Nullable String user) {
        double share = policy.flags().getOrDefault(flag, 0.0);
        return share >= 1 || (user != null && StableShare.of("flag/" + flag, user) < share);
    }

    private static Rule.Arm drawn(String experiment, List<Rule.Arm> arms, String user) {
        double whole = arms.stream().mapToDouble(Rule.Arm::share).sum();
        double place = StableShare.of(experiment, user) * whole;
        for (Rule.Arm arm : arms) {
            place -= arm.share();
            if (place < 0) {
                return arm;
            }
        }
        return arms.getLast();
    }

    /** These first, then the others by priority. */
    private List<Lane> chain(List<String> first, Asking asking) {
        Set<Lane> chain = new LinkedHashSet<>();
        for (String name : first) {
            if (serves(name, asking.tier())) {
                chain.add(Objects.requireNonNull(lanes.get(name)));
            }
        }
        String unit = asking.user() == null ? asking.question() : asking.user();
        lanes.values().stream()
                .filter(lane -> lane.policy.serves(asking.tier()))
                .sorted(Comparator.<Lane>comparingInt(lane -> lane.policy.priority())
                        .thenComparingDouble(lane -> place(lane, unit))
                        .thenComparing(Lane::name))
                .forEach(chain::add);
        return List.copyOf(chain);
    }

    /** Each unit has an order of its own, in which the first is drawn by weight (Efraimidis and Spirakis, 2006). */
    private static double place(Lane lane, String unit) {
        return -Math.log1p(-StableShare.of("order/" + lane.name(), unit)) / lane.policy.weight();
    }

    /** Those whose answers took too long lately are asked after the others. */
    private Route inTime(Route route) {
        if (policy.latencyBudget() == null || route.chain().size() < 2) {
            return route;
        }
        double most = policy.latencyBudget().toNanos();
        List<Lane> order = new ArrayList<>();
        List<Lane> slow = new ArrayList<>();
        for (Lane lane : route.chain()) {
            (lane.latencies.p95().orElse(0) > most ? slow : order).add(lane);
        }
        order.addAll(slow);
        String reason = order.getFirst() == route.chain().getFirst() ? route.reason() : "latency_budget";
        return new Route(order, reason, route.questionClass(), route.arm());
    }
}
