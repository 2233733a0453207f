package tino.lifecycle.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.pipeline.Workshop;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Provenance;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.serving.Sayings;

@NullUnmarked // a null where there should be a value fails the test by itself
class RolloutsTest {
    private static final String MODEL = "words";
    private static final RolloutPolicy POLICY = RolloutPolicy.STANDARD;
    private static final RolloutPolicy UNSHADOWED =
            new RolloutPolicy(null, POLICY.canary(), POLICY.step(), POLICY.guard());

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Rollouts rollouts;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        rollouts = workshop.rollouts;
        for (int number = 1; number <= 6; number++) {
            workshop.version(MODEL, "text " + number);
        }
        crown(1);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private void crown(int version) {
        workshop.registry.assign(MODEL, Registry.CHAMPION, version, "ana", "by hand");
    }

    private Integer champion() {
        return workshop.registry.champion(MODEL).map(ModelVersion::number).orElse(null);
    }

    private Rollout begin(int version, RolloutPolicy policy) {
        return rollouts.begin(MODEL, version, policy, "nightly", "passed").orElseThrow();
    }

    private Rollout advance(Rollout rollout) {
        return rollouts.advance(rollout, POLICY, "ana", "good", null);
    }

    private Rollout withdraw(Rollout rollout) {
        return rollouts.withdraw(rollout, "ana", "bad", null);
    }

    private Rollout full(int version) {
        Rollout rollout = begin(version, UNSHADOWED);
        while (rollout.open()) {
            rollout = advance(rollout);
        }
        return rollout;
    }

    private static void refused(ThrowingCallable move, String because) {
        assertThatThrownBy(move).isInstanceOf(RolloutMoved.class).hasMessageContaining(because);
    }

    @Test
    void walksFromShadowOverEveryPercentToChampionAndKeepsEachStep() {
        Rollout rollout = begin(2, POLICY);
        List<String> places = new ArrayList<>(List.of(rollout.place()));
        assertThat(rollout.control()).isEqualTo(1);
        assertThat(workshop.registry.aliases(MODEL)).containsEntry(Registry.CHALLENGER, 2);
        while (rollout.open()) {
            workshop.clock.advance(Duration.ofDays(1));
            rollout = advance(rollout);
            places.add(rollout.place());
            assertThat(champion()).isEqualTo(rollout.open() ? 1 : 2);
        }
        assertThat(places)
                .containsExactly("shadow", "canary 10 %", "canary 25 %", "canary 50 %", "canary 100 %", "full");
        assertThat(rollout.canaryAt()).isEqualTo(Workshop.START.plus(Duration.ofDays(1)));
        assertThat(rollout.endedAt()).isEqualTo(Workshop.START.plus(Duration.ofDays(5)));
        assertThat(workshop.registry.aliases(MODEL)).containsOnlyKeys(Registry.CHAMPION);
        assertThat(rollouts.transitions(rollout.id()))
                .extracting(Transition::revision, Transition::from, Transition::to, Transition::toPercent)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0L, null, Stage.SHADOW, 0),
                        org.assertj.core.groups.Tuple.tuple(1L, Stage.SHADOW, Stage.CANARY, 10),
                        org.assertj.core.groups.Tuple.tuple(2L, Stage.CANARY, Stage.CANARY, 25),
                        org.assertj.core.groups.Tuple.tuple(3L, Stage.CANARY, Stage.CANARY, 50),
                        org.assertj.core.groups.Tuple.tuple(4L, Stage.CANARY, Stage.CANARY, 100),
                        org.assertj.core.groups.Tuple.tuple(5L, Stage.CANARY, Stage.FULL, 100));
        assertThat(rollouts.rollout(rollout.id())).contains(rollout);
    }

    @Test
    void withdrawsFromEveryStage() {
        Rollout shadow = withdraw(begin(2, POLICY));
        assertThat(shadow.stage()).isEqualTo(Stage.WITHDRAWN);
        assertThat(shadow.canaryAt()).as("it never answered").isNull();
        assertThat(withdraw(begin(3, UNSHADOWED)).percent()).isZero();
        assertThat(champion()).isEqualTo(1);
        assertThat(withdraw(full(4)).stage()).isEqualTo(Stage.WITHDRAWN);
        assertThat(champion()).as("the one before").isEqualTo(1);
        assertThat(workshop.registry.aliases(MODEL)).containsOnlyKeys(Registry.CHAMPION);
    }

    @Test
    void letsTheFallbackAnswerAgainAfterTheFirstChampionIsWithdrawn() {
        workshop.registry.remove(MODEL, Registry.CHAMPION, "ana", "by hand");
        withdraw(full(2));
        assertThat(champion()).isNull();
        withdraw(full(3));
        assertThat(champion()).as("version 2 was withdrawn").isNull();
    }

    @Test
    void canBeWithdrawnThoughItsPredecessorWasDeleted() {
        Rollout full = full(2);
        workshop.registry.delete(MODEL, 1, "ana");
        withdraw(full);
        assertThat(champion()).isNull();
    }

    @Test
    void movesNothingThatIsOver() {
        Rollout full = full(2);
        refused(() -> advance(full), "is over");
        refused(() -> rollouts.pause(full, true, "ana", "why"), "is over");
        refused(() -> rollouts.follow(full, POLICY), "is over");
        Rollout gone = withdraw(begin(3, POLICY));
        refused(() -> advance(gone), "is over");
        refused(() -> withdraw(gone), "withdrawn already");
        refused(() -> rollouts.pause(gone, true, "ana", "why"), "is over");
        crown(4);
        refused(() -> withdraw(full), "not champion any more");
        assertThat(champion()).isEqualTo(4);
    }

    @Test
    void pausesAndResumes() {
        Rollout paused = rollouts.pause(begin(2, POLICY), true, "ana", "holidays");
        assertThat(paused.paused()).isTrue();
        refused(() -> advance(paused), "paused; resume it first");
        refused(() -> rollouts.pause(paused, true, "ana", "again"), "paused already");
        Rollout resumed = rollouts.pause(paused, false, "ana", "back");
        refused(() -> rollouts.pause(resumed, false, "ana", "again"), "not paused");
        assertThat(advance(resumed).place()).isEqualTo("canary 10 %");
        assertThat(withdraw(rollouts.pause(rollouts.open(MODEL).getFirst(), true, "ana", "hm"))
                        .stage())
                .as("what is paused can be withdrawn")
                .isEqualTo(Stage.WITHDRAWN);
    }

    @Test
    void refusesADecisionOnAnOldState() {
        Rollout seen = begin(2, POLICY);
        advance(seen);
        refused(() -> advance(seen), "was moved meanwhile and is canary 10 % now");
        refused(() -> withdraw(seen), "was moved meanwhile");
        assertThat(rollouts.open(MODEL).getFirst().percent()).isEqualTo(10);
    }

    @Test
    void letsOneOfTwoSimultaneousPromotionsWin() throws Exception {
        Rollout seen = begin(2, POLICY);
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Rollout>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(two.submit(() -> {
                    together.await();
                    return advance(seen);
                }));
            }
            int won = 0;
            for (Future<Rollout> one : both) {
                try {
                    assertThat(one.get().place()).isEqualTo("canary 10 %");
                    won++;
                } catch (ExecutionException lost) {
                    assertThat(lost.getCause())
                            .isInstanceOf(RolloutMoved.class)
                            .hasMessageContaining("look again before you decide");
                }
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(rollouts.transitions(seen.id())).hasSize(2);
    }

    @Test
    void beginsOnlyWhatIsThereAndIdleAndSaidWhy() {
        assertThatThrownBy(() -> begin(99, POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no 99; there are [6, 5, 4, 3, 2, 1]");
        assertThatThrownBy(() -> rollouts.begin("nobody", 1, POLICY, "ana", "why"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> rollouts.begin(MODEL, 2, POLICY, " ", "why")).hasMessageContaining("who decides");
        assertThatThrownBy(() -> rollouts.begin(MODEL, 2, POLICY, "ana", "")).hasMessageContaining("reason");
        refused(() -> begin(1, POLICY), "is champion already");
        begin(2, POLICY);
        refused(() -> begin(2, POLICY), "is on trial already");
        assertThat(rollouts.all(MODEL)).hasSize(1);
    }

    @Test
    void showsPeopleOneTrialAtATime() {
        Rollout shadow = begin(2, POLICY);
        begin(3, UNSHADOWED);
        assertThat(rollouts.begin(MODEL, 4, UNSHADOWED, "ana", "why"))
                .as("it waits")
                .isEmpty();
        refused(() -> advance(shadow), "Version 3 of words answers 10 % at present");
        assertThatThrownBy(() -> workshop.experiments.start(MODEL, Experiment.Kind.AB, 1, 2, 1, "ana", "why"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on trial before people");
    }

    @Test
    void showsPeopleNoTrialDuringAnExperiment() {
        Rollout shadow = begin(2, POLICY);
        Experiment experiment = workshop.experiments.start(MODEL, Experiment.Kind.AB, 1, 3, 1, "ana", "why");
        refused(() -> advance(shadow), "An experiment with words is running");
        assertThat(rollouts.begin(MODEL, 4, UNSHADOWED, "ana", "why")).isEmpty();
        assertThatThrownBy(() -> workshop.experiments.end(experiment.id(), "ana", " "))
                .isInstanceOf(IllegalArgumentException.class);
        workshop.experiments.end(experiment.id(), "ana", "nothing");
        assertThat(advance(shadow).place()).isEqualTo("canary 10 %");
    }

    @Test
    void makesRoomInTheShadowOnlyByWhatHadItsTime() {
        begin(2, POLICY);
        workshop.clock.advance(Duration.ofDays(13));
        begin(3, POLICY);
        begin(4, POLICY);
        assertThat(rollouts.begin(MODEL, 5, POLICY, "nightly", "passed"))
                .as("three are in")
                .isEmpty();
        workshop.clock.advance(Duration.ofDays(1));
        begin(5, POLICY);
        assertThat(rollouts.open(MODEL)).extracting(Rollout::version).containsExactly(3, 4, 5);
    }

    @Test
    void triesTheNewestThatPassedItsGateAndWaitedOnceThereIsRoom() {
        begin(2, POLICY);
        begin(3, POLICY);
        Rollout last = begin(4, POLICY);
        assertThat(rollouts.beginWaiting(MODEL, POLICY))
                .as("5 and 6 were overridden by hand, so a hand begins their trial")
                .isEmpty();
        passed("text 7");
        int waiting = passed("text 8");
        assertThat(rollouts.beginWaiting(MODEL, POLICY)).as("three are in").isEmpty();
        withdraw(last);
        assertThat(rollouts.beginWaiting(MODEL, POLICY))
                .hasValueSatisfying(rollout -> assertThat(rollout.version()).isEqualTo(waiting));
        withdraw(rollouts.open(MODEL).getLast());
        assertThat(rollouts.beginWaiting(MODEL, POLICY))
                .as("7 is older than what was tried")
                .isEmpty();
    }

    /** A version of which its gate said that it is good. */
    private int passed(String text) {
        ModelVersion version = workshop.registry.register(
                MODEL, text, new Sayings.Text(), new Provenance(null, null, Map.of(), "0123abc"));
        workshop.registry.gates().record(null, MODEL, version.number(), new GateVerdict(List.of()));
        return version.number();
    }

    @Test
    void supersedesOlderTrialsByANewChampion() {
        begin(2, POLICY);
        begin(4, POLICY);
        full(3);
        assertThat(rollouts.open(MODEL)).extracting(Rollout::version).containsExactly(4);
        Rollout old = rollouts.all(MODEL).stream()
                .filter(rollout -> rollout.version() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(old.stage()).isEqualTo(Stage.WITHDRAWN);
        assertThat(rollouts.transitions(old.id()).getLast().why()).isEqualTo("Version 3 is champion");
        assertThat(workshop.registry.aliases(MODEL)).containsEntry(Registry.CHALLENGER, 4);
    }

    @Test
    void beginsAnewBesideAnotherChampion() {
        Rollout canary = begin(3, UNSHADOWED);
        for (int i = 0; i < 3; i++) {
            canary = advance(canary);
        }
        assertThat(canary.percent()).isEqualTo(100);
        Rollout before = canary;
        crown(2);
        workshop.clock.advance(Duration.ofHours(1));
        refused(
                () -> rollouts.advance(before, POLICY, "rules", "all conditions hold", "{}"),
                "compared with version 1, which is not champion any more");
        Rollout after = rollouts.follow(before, POLICY);
        assertThat(after.control()).isEqualTo(2);
        assertThat(after.percent())
                .as("at 100 % nobody is left to compare with")
                .isEqualTo(10);
        assertThat(after.since()).isEqualTo(workshop.clock.instant());
        assertThat(after.canaryAt()).isEqualTo(workshop.clock.instant());
        refused(() -> rollouts.follow(after, POLICY), "is compared with version 2 already");
    }

    @Test
    void isOverOnceItsVersionIsMadeChampionByHand() {
        Rollout shadow = begin(3, POLICY);
        begin(2, POLICY);
        crown(3);
        Rollout followed = rollouts.follow(shadow, POLICY);
        assertThat(followed.stage()).isEqualTo(Stage.FULL);
        assertThat(rollouts.open(MODEL)).as("version 2 is superseded").isEmpty();
        assertThat(workshop.registry.history(MODEL, Registry.CHAMPION)).hasSize(2);
    }

    /** A keeper that saw version 2 as champion, and comes late. */
    @Test
    void doesNotCrownAgainWhatAPersonTookBackMeanwhile() {
        Rollout shadow = begin(2, POLICY);
        crown(2);
        workshop.registry.rollback(MODEL, "ana", "by mistake");
        refused(() -> rollouts.follow(shadow, POLICY), "is compared with version 1 already");
        assertThat(champion()).isEqualTo(1);
    }

    @Test
    void isNotKeptFromMovingByADeletedVersion() {
        Rollout canary = begin(2, UNSHADOWED);
        begin(3, POLICY);
        workshop.registry.delete(MODEL, 3, "ana");
        assertThat(withdraw(canary).stage()).isEqualTo(Stage.WITHDRAWN);
    }
}
