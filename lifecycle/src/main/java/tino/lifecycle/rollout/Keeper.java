package tino.lifecycle.rollout;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.database.Database;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.schedule.Ticker;

/**
 * Moves trials by their rules: looks at the evidence, advances what has earned it, withdraws what does harm. Every server
 * has one; of two that come to the same conclusion one moves and the other finds it done.
 */
public final class Keeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    /** Harm is ended within 5 s of its evidence. */
    private static final Duration GUARD_EVERY = Duration.ofSeconds(1);

    /** Labels of a shadow take a while to look up and no hurry. */
    private static final long SHADOW_EVERY = Duration.ofMinutes(1).toNanos();

    private static final long SEED = 20_260_301;

    private final Rollouts rollouts;
    private final Registry registry;
    private final ShadowLog shadows;
    private final CanaryLog canaries;
    private final InstantSource clock;
    private final Speed.Source speeds;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private @Nullable Ticker ticker;
    /** What went wrong at the last look, so that each is said once and not every second. */
    private Set<String> reported = Set.of();

    private static final class Kept {
        final RolloutPolicy policy;
        final Outcomes outcomes;
        long shadowsSeen;
        boolean looked;

        Kept(RolloutPolicy policy, Outcomes outcomes) {
            this.policy = policy;
            this.outcomes = outcomes;
        }
    }

    /** @param speeds of this server's answers */
    public Keeper(
            Database database,
            Registry registry,
            Rollouts rollouts,
            ShadowLog shadows,
            InstantSource clock,
            Speed.Source speeds) {
        this.rollouts = rollouts;
        this.registry = registry;
        this.shadows = shadows;
        this.canaries = new CanaryLog(database);
        this.clock = clock;
        this.speeds = speeds;
    }

    /** From now on keeps the trials of this model. */
    public void keep(String model, RolloutPolicy policy, Outcomes outcomes) {
        kept.put(model, new Kept(policy, outcomes));
    }

    /** The models whose trials are kept here, in the order of their names. */
    public List<String> models() {
        return kept.keySet().stream().sorted().toList();
    }

    /** The policy by which the trials of the model are moved. @throws IllegalArgumentException if it is not kept here */
    public RolloutPolicy policy(String model) {
        return kept(model).policy;
    }

    /** What may come of an answer of the model. @throws IllegalArgumentException if its trials are not kept here */
    public Outcomes outcomes(String model) {
        return kept(model).outcomes;
    }

    private Kept kept(String model) {
        Kept found = kept.get(model);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no model '" + model + "' whose trials are kept here, there are " + models() + ".");
        }
        return found;
    }

    /** Begins to look at the clock. */
    public synchronized Keeper start() {
        if (ticker == null) {
            ticker = new Ticker("tino-rollouts", GUARD_EVERY, () -> tick(false));
        }
        return this;
    }

    /**
     * Looks at all trials once and moves those that the rules move. A trial that cannot be looked at stays as it is and keeps
     * none of the others.
     *
     * @param shadowsToo also at those in shadow, however short ago they were looked at
     * @return what was moved
     */
    public synchronized List<Rollout> tick(boolean shadowsToo) {
        List<Rollout> moved = new ArrayList<>();
        Set<String> problems = new HashSet<>();
        kept.forEach((model, of) -> {
            boolean shadowsDue = shadowsToo || !of.looked || System.nanoTime() - of.shadowsSeen > SHADOW_EVERY;
            unlessItFails(model, problems, () -> {
                for (Rollout rollout : rollouts.open(model)) {
                    unlessItFails(
                            model + " version " + rollout.version(),
                            problems,
                            () -> look(rollout, of, shadowsDue, moved));
                }
            });
            if (shadowsDue) {
                unlessItFails(
                        model,
                        problems,
                        () -> rollouts.beginWaiting(model, of.policy).ifPresent(moved::add));
                of.looked = true;
                of.shadowsSeen = System.nanoTime();
            }
        });
        reported = problems;
        return moved;
    }

    private void unlessItFails(String what, Set<String> problems, Runnable look) {
        try {
            look.run();
        } catch (RolloutMoved somebodyElse) {
            log.debug("{}", somebodyElse.getMessage());
        } catch (RuntimeException e) {
            problems.add(what);
            if (!reported.contains(what)) {
                log.warn("Trials of {} cannot be looked after at present, they stay as they are.", what, e);
            }
        }
    }

    private void look(Rollout rollout, Kept of, boolean shadowsDue, List<Rollout> moved) {
        if (registry.version(rollout.model(), rollout.version()).isEmpty()) {
            moved.add(rollouts.withdraw(rollout, Transition.RULES, "The version was deleted", null));
            return;
        }
        Integer champion =
                registry.champion(rollout.model()).map(ModelVersion::number).orElse(null);
        Rollout now = Objects.equals(rollout.control(), champion) ? rollout : rollouts.follow(rollout, of.policy);
        if (now.open() && (now.stage() == Stage.CANARY || shadowsDue)) {
            step(now, of, moved);
        }
    }

    private void step(Rollout rollout, Kept of, List<Rollout> moved) {
        Standing standing = standing(rollout, of);
        switch (standing.verdict()) {
            case STAY -> {}
            case ADVANCE ->
                moved.add(
                        rollouts.advance(rollout, of.policy, Transition.RULES, standing.reason(), standing.evidence()));
            case WITHDRAW -> {
                moved.add(rollouts.withdraw(rollout, Transition.RULES, standing.reason(), standing.evidence()));
                log.warn("{} version {} is withdrawn: {}.", rollout.model(), rollout.version(), standing.reason());
            }
        }
    }

    /**
     * How a trial stands now; labels are brought up to date for it.
     *
     * @throws IllegalArgumentException if trials of its model are not kept here
     */
    public Standing standing(Rollout rollout) {
        return standing(rollout, kept(rollout.model()));
    }

    private Standing standing(Rollout rollout, Kept of) {
        RolloutPolicy policy = of.policy;
        RolloutPolicy.Shadow shadow = Objects.requireNonNullElse(policy.shadow(), RolloutPolicy.Shadow.STANDARD);
        return switch (rollout.stage()) {
            case SHADOW -> {
                shadows.label(rollout, of.outcomes);
                ShadowEvidence evidence = shadows.evidence(rollout, of.outcomes, shadow.hitAt());
                yield new Standing(
                        rollout,
                        List.of(),
                        evidence.criteria(rollout, shadow, clock.instant(), new SplittableRandom(SEED)));
            }
            case CANARY -> {
                CanaryEvidence evidence = canaries.evidence(rollout, of.outcomes, shadow.hitAt());
                yield new Standing(
                        rollout,
                        evidence.guards(
                                policy.guard(),
                                speeds.trial(rollout),
                                speeds.control(rollout),
                                evidence.overdue(rollout, policy, clock.instant())),
                        evidence.step(rollout, policy, clock.instant()));
            }
            case FULL, WITHDRAWN -> new Standing(rollout, List.of(), List.of());
        };
    }

    @Override
    public void close() {
        Ticker running;
        synchronized (this) {
            running = ticker;
        }
        // Not while this is held, which the last look waits for.
        if (running != null) {
            running.close();
        }
    }
}
