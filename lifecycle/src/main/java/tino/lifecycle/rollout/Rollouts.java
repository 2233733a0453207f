package tino.lifecycle.rollout;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Rollout.Stage;

/**
 * All trials of all versions, and the only way to move one. A move is one transaction under the lock of the model: the row,
 * its history, the alias {@code champion} and the message to all servers, or nothing of it. Of two movers who saw the same
 * state one succeeds and the other hears of it.
 */
public final class Rollouts {
    private final Database database;
    private final Registry registry;
    private final InstantSource clock;
    private final RandomGenerator ids;
    private final RolloutRows rows;

    /** @param database with the tables of the module {@code lifecycle} */
    public Rollouts(Database database, Registry registry, InstantSource clock) {
        this(database, registry, clock, new SecureRandom());
    }

    /** @param ids what the ids of trials are drawn from, and so who meets them */
    public Rollouts(Database database, Registry registry, InstantSource clock, RandomGenerator ids) {
        this.database = database;
        this.registry = registry;
        this.clock = clock;
        this.ids = ids;
        this.rows = new RolloutRows(database);
    }

    /**
     * Puts a version on trial, at the first stage that the policy has; with none it is champion at once.
     *
     * @return empty if as many versions are in shadow as the policy allows and none of them has had its time, or it were to
     *     answer people while another version on trial or an experiment does; the version waits then
     * @throws IllegalArgumentException if there is no such version
     * @throws tino.lifecycle.gate.GateNotPassed if it has passed no gate and nobody overrode that
     * @throws RolloutMoved if the version is on trial or champion already
     */
    public Optional<Rollout> begin(String model, int version, RolloutPolicy policy, String who, String why) {
        requireText("name of who decides", who);
        requireText("reason", why);
        return locked(model, () -> {
            requireVersion(model, version);
            registry.gates().requirePassed(model, version);
            requireIdle(model, version);
            if (policy.shadow() != null && !makeRoom(model, version, policy.shadow(), who)) {
                return Optional.<Rollout>empty();
            }
            Stage stage = policy.shadow() != null ? Stage.SHADOW : first(policy);
            if (stage == Stage.CANARY && occupied(model).isPresent()) {
                return Optional.<Rollout>empty();
            }
            Instant now = clock.instant();
            int percent = switch (stage) {
                case SHADOW -> 0;
                case CANARY -> policy.canary().getFirst();
                default -> 100;
            };
            Rollout rollout = new Rollout(
                    DecisionId.next(clock, ids),
                    model,
                    version,
                    stage,
                    percent,
                    false,
                    champion(model),
                    0,
                    now,
                    stage == Stage.SHADOW ? null : now,
                    now,
                    stage == Stage.FULL ? now : null);
            rows.insert(rollout);
            rows.write(null, rollout, who, why, null, clock.instant());
            if (stage == Stage.FULL) {
                crown(rollout, who, why);
            } else {
                challenger(model, who, why);
                tell(model);
            }
            return Optional.of(rollout);
        });
    }

    /**
     * Puts the newest version on trial that passed its gate and found no room then, if there is room by now. Versions older
     * than one that was tried, or than the champion, have missed their turn: what came later knows more.
     */
    Optional<Rollout> beginWaiting(String model, RolloutPolicy policy) {
        return locked(model, () -> {
            int newest = newestTried(model);
            return registry.versions(model).stream()
                    .filter(version -> version.number() > newest)
                    .max(Comparator.comparing(ModelVersion::number))
                    .flatMap(version -> registry.gates()
                            .verdict(model, version.number())
                            .filter(GateVerdict::passed)
                            .flatMap(passed -> begin(
                                    model,
                                    version.number(),
                                    policy,
                                    Transition.ROLLOUT,
                                    "Has waited: " + passed.text())));
        });
    }

    private int newestTried(String model) {
        Integer champion = champion(model);
        int tried = rows.newestTried(model);
        return champion == null ? tried : Math.max(tried, champion);
    }

    private static Stage first(RolloutPolicy policy) {
        return policy.canary().isEmpty() ? Stage.FULL : Stage.CANARY;
    }

    /** Withdraws the oldest version in shadow that has had its time and was not promoted. @return whether there is room */
    private boolean makeRoom(String model, int version, RolloutPolicy.Shadow shadow, String who) {
        List<Rollout> unseen = open(model).stream()
                .filter(rollout -> rollout.stage() == Stage.SHADOW)
                .toList();
        if (unseen.size() < shadow.challengers()) {
            return true;
        }
        Instant now = clock.instant();
        Optional<Rollout> had = unseen.stream()
                .filter(rollout -> !rollout.since().plus(shadow.atLeast()).isAfter(now))
                .min(Comparator.comparing(Rollout::startedAt));
        had.ifPresent(rollout -> end(
                rollout, Stage.WITHDRAWN, who, "Had its time in shadow and makes room for version " + version, null));
        return had.isPresent();
    }

    /**
     * One step further: from shadow to the first percent, to the next percent, to champion.
     *
     * @param seen the state on which it was decided
     * @param evidence on which it was decided, {@code null} where a person decided without
     * @throws RolloutMoved if the state is another one by now, the rollout is paused or over, another version answers somebody,
     *     or the evidence compares with a champion who is gone
     */
    public Rollout advance(Rollout seen, RolloutPolicy policy, String who, String why, @Nullable String evidence) {
        return move(
                seen,
                current -> {
                    requireOpen(current);
                    if (current.paused()) {
                        throw new RolloutMoved("The " + describe(current) + " is paused; resume it first.");
                    }
                    if (evidence != null && !Objects.equals(current.control(), champion(current.model()))) {
                        throw new RolloutMoved("The " + describe(current) + " was compared with "
                                + name(current.control()) + ", which is not champion any more.");
                    }
                    Integer percent = policy.percentAfter(current.percent());
                    if (percent == null) {
                        return to(current, Stage.FULL, 100);
                    }
                    requireFree(current, Stage.CANARY);
                    return to(current, Stage.CANARY, percent);
                },
                who,
                why,
                evidence);
    }

    /** Takes the version out of all answers. Was it champion, its predecessor is again, or the fallback answers as before it.
     *
     * @throws RolloutMoved if the state is another one by now, or it is withdrawn already
     */
    public Rollout withdraw(Rollout seen, String who, String why, @Nullable String evidence) {
        return move(
                seen,
                current -> {
                    if (current.stage() == Stage.WITHDRAWN) {
                        throw new RolloutMoved("The " + describe(current) + " is withdrawn already.");
                    }
                    if (current.stage() == Stage.FULL) {
                        if (!Objects.equals(champion(current.model()), current.version())) {
                            throw new RolloutMoved("The " + describe(current) + " is not champion any more.");
                        }
                        if (hasPredecessor(current.model())) {
                            registry.rollback(current.model(), who, why);
                        } else {
                            registry.remove(current.model(), Registry.CHAMPION, who, why);
                        }
                    }
                    return to(current, Stage.WITHDRAWN, 0);
                },
                who,
                why,
                evidence);
    }

    /** A paused rollout stays where it is; its guard goes on watching. */
    public Rollout pause(Rollout seen, boolean paused, String who, String why) {
        return move(
                seen,
                current -> {
                    requireOpen(current);
                    if (current.paused() == paused) {
                        throw new RolloutMoved(
                                "The " + describe(current) + (paused ? " is paused already." : " is not paused."));
                    }
                    return new Rollout(
                            current.id(),
                            current.model(),
                            current.version(),
                            current.stage(),
                            current.percent(),
                            paused,
                            current.control(),
                            current.revision() + 1,
                            current.startedAt(),
                            current.canaryAt(),
                            current.since(),
                            current.endedAt());
                },
                who,
                why,
                null);
    }

    /**
     * The champion is another one than the trial began with. What was gathered so far compares with somebody who is gone, so
     * the stage begins anew; a version that answers somebody goes back to the first percent, because at the last one there is
     * nobody left to compare it with. Is it champion itself, its trial is over.
     *
     * @throws RolloutMoved if the state is another one by now, or the champion is the one it is compared with
     */
    Rollout follow(Rollout seen, RolloutPolicy policy) {
        return locked(seen.model(), () -> {
            // Only here, under the lock, is it sure who is champion.
            Integer champion = champion(seen.model());
            return move(
                    seen,
                    current -> {
                        requireOpen(current);
                        if (Objects.equals(champion, current.version())) {
                            return to(current, Stage.FULL, 100);
                        }
                        if (Objects.equals(champion, current.control())) {
                            throw new RolloutMoved(
                                    "The " + describe(current) + " is compared with " + name(champion) + " already.");
                        }
                        Instant now = clock.instant();
                        boolean answers = current.stage() == Stage.CANARY;
                        return new Rollout(
                                current.id(),
                                current.model(),
                                current.version(),
                                current.stage(),
                                answers ? firstPercent(current, policy) : 0,
                                current.paused(),
                                champion,
                                current.revision() + 1,
                                current.startedAt(),
                                answers ? now : null,
                                now,
                                null);
                    },
                    Transition.ROLLOUT,
                    "The champion is " + name(champion) + " now",
                    null);
        });
    }

    private static int firstPercent(Rollout current, RolloutPolicy policy) {
        return policy.canary().isEmpty()
                ? current.percent()
                : Math.min(current.percent(), policy.canary().getFirst());
    }

    private static String name(@Nullable Integer champion) {
        return champion == null ? "the fallback" : "version " + champion;
    }

    private Rollout to(Rollout current, Stage stage, int percent) {
        Instant now = clock.instant();
        boolean over = stage == Stage.FULL || stage == Stage.WITHDRAWN;
        Instant seenFirst = current.canaryAt() != null || stage == Stage.WITHDRAWN ? current.canaryAt() : now;
        return new Rollout(
                current.id(),
                current.model(),
                current.version(),
                stage,
                percent,
                false,
                current.control(),
                current.revision() + 1,
                current.startedAt(),
                seenFirst,
                now,
                over ? now : null);
    }

    private Rollout move(Rollout seen, UnaryOperator<Rollout> step, String who, String why, @Nullable String evidence) {
        requireText("name of who decides", who);
        requireText("reason", why);
        return locked(seen.model(), () -> {
            Rollout current =
                    rollout(seen.id()).orElseThrow(() -> new RolloutMoved("There is no rollout " + seen.id() + "."));
            if (current.revision() != seen.revision()) {
                throw new RolloutMoved("The " + describe(seen) + " was moved meanwhile and is " + current.place()
                        + (current.paused() ? " (paused)" : "") + " now; look again before you decide.");
            }
            Rollout next = step.apply(current);
            rows.update(next);
            rows.write(current, next, who, why, evidence, clock.instant());
            if (next.stage() == Stage.FULL) {
                crown(next, who, why);
            } else {
                challenger(next.model(), who, why);
                tell(next.model());
            }
            return next;
        });
    }

    private void end(Rollout rollout, Stage stage, String who, String why, @Nullable String evidence) {
        Rollout ended = to(rollout, stage, stage == Stage.FULL ? 100 : 0);
        rows.update(ended);
        rows.write(rollout, ended, who, why, evidence, clock.instant());
    }

    /** Whether somebody was champion before the present one, and is still there to be so again. */
    private boolean hasPredecessor(String model) {
        return registry.beforeChampion(model)
                .flatMap(before -> registry.version(model, before))
                .isPresent();
    }

    /** The alias belongs to the newest version on trial. */
    private void challenger(String model, String who, String why) {
        Integer is = registry.aliases(model).get(Registry.CHALLENGER);
        Integer newest = open(model).stream()
                .map(Rollout::version)
                // One that was deleted meanwhile must not keep the others from moving.
                .filter(version -> registry.version(model, version).isPresent())
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (Objects.equals(is, newest)) {
            return;
        }
        if (newest == null) {
            registry.remove(model, Registry.CHALLENGER, who, why);
        } else {
            registry.assign(model, Registry.CHALLENGER, newest, who, why);
        }
    }

    /** Champion from here on; versions made before it have nothing left to prove. */
    private void crown(Rollout rollout, String who, String why) {
        if (!Objects.equals(champion(rollout.model()), rollout.version())) {
            registry.assign(rollout.model(), Registry.CHAMPION, rollout.version(), who, why);
        }
        for (Rollout other : open(rollout.model())) {
            if (other.version() < rollout.version()) {
                end(other, Stage.WITHDRAWN, who, "Version " + rollout.version() + " is champion", null);
            }
        }
        challenger(rollout.model(), who, why);
        tell(rollout.model());
    }

    private void requireVersion(String model, int version) {
        if (registry.version(model, version).isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a version of " + model + " to put on trial, there is no " + version
                            + "; there are "
                            + registry.versions(model).stream()
                                    .map(ModelVersion::number)
                                    .toList() + ".");
        }
    }

    private void requireIdle(String model, int version) {
        if (Objects.equals(champion(model), version)) {
            throw new RolloutMoved("Version " + version + " of " + model + " is champion already.");
        }
        open(model).stream()
                .filter(rollout -> rollout.version() == version)
                .findFirst()
                .ifPresent(rollout -> {
                    throw new RolloutMoved("The " + describe(rollout) + " is on trial already.");
                });
    }

    private void requireFree(Rollout rollout, Stage next) {
        if (next == Stage.CANARY && rollout.stage() != Stage.CANARY) {
            occupied(rollout.model()).ifPresent(by -> {
                throw new RolloutMoved(
                        by + " at present; end that before version " + rollout.version() + " answers anybody.");
            });
        }
    }

    /** Two trials before people at once could not be told apart. @return who is at it, a clause */
    private Optional<String> occupied(String model) {
        Optional<Rollout> canary = open(model).stream()
                .filter(rollout -> rollout.stage() == Stage.CANARY)
                .findFirst();
        if (canary.isPresent()) {
            return Optional.of("Version " + canary.get().version() + " of " + model + " answers "
                    + canary.get().percent() + " %");
        }
        boolean experiment = database.sql()
                .sql("SELECT exists(SELECT FROM experiment WHERE model = ? AND ended_at IS NULL)")
                .param(model)
                .query(Boolean.class)
                .single();
        return experiment ? Optional.of("An experiment with " + model + " is running") : Optional.empty();
    }

    private static void requireOpen(Rollout rollout) {
        if (!rollout.open()) {
            throw new RolloutMoved("The " + describe(rollout) + " is over.");
        }
    }

    private static void requireText(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("Expected a " + what + ", got only blanks.");
        }
    }

    static String describe(Rollout rollout) {
        return "rollout of " + rollout.model() + " version " + rollout.version() + " (" + rollout.place() + ")";
    }

    private @Nullable Integer champion(String model) {
        return registry.champion(model).map(ModelVersion::number).orElse(null);
    }

    public Optional<Rollout> rollout(UUID id) {
        return rows.find(id);
    }

    /** What is on trial now, the oldest first. */
    public List<Rollout> open(String model) {
        return rows.open(model);
    }

    /** All there ever were, the newest first. */
    public List<Rollout> all(String model) {
        return rows.all(model);
    }

    /** The steps of a rollout, the oldest first. */
    public List<Transition> transitions(UUID rollout) {
        return rows.transitions(rollout);
    }

    private void tell(String model) {
        database.sql()
                .sql("SELECT pg_notify(?, ?)")
                .params(Registry.CHANNEL, model)
                .query((row, index) -> model)
                .single();
    }

    private <T> T locked(String model, Supplier<T> work) {
        return Objects.requireNonNull(database.transactions().execute(transaction -> {
            registry.lock(model);
            return work.get();
        }));
    }
}
