package tino.hiring.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.outcome.InferenceLog;
import tino.hiring.prediction.HiringPredictions;
import tino.lifecycle.contest.Contest;
import tino.lifecycle.contest.Contests;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.serving.Served.Champion;
import tino.prediction.Classifier;
import tino.prediction.learn.ClassifierPipeline;
import tino.prediction.learn.LabelledRows;

/** {@code /console/hiring}: whether probabilities come true, what a threshold would come to, what was predicted lately. */
@Controller
final class HiringConsole {
    private static final Logger log = LoggerFactory.getLogger(HiringConsole.class);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration KNOWN = Duration.ofDays(180);
    private static final int NEWEST = 20;

    private final HiringPredictions predictions;
    private final ClassifierPipeline pipeline;
    private final Lake lake;
    private final InferenceLog inferences;
    private final DriftWatch drift;
    private final Contests contests;
    private final InstantSource clock;
    private volatile @Nullable Evaluated known;

    HiringConsole(
            HiringPredictions predictions,
            ClassifierPipeline pipeline,
            Lake lake,
            InferenceLog inferences,
            DriftWatch drift,
            Contests contests,
            InstantSource clock) {
        this.predictions = predictions;
        this.pipeline = pipeline;
        this.lake = lake;
        this.inferences = inferences;
        this.drift = drift;
        this.contests = contests;
        this.clock = clock;
    }

    @GetMapping("/console/hiring")
    String page(Model page) {
        Instant now = clock.instant();
        Champion<Classifier> champion = predictions.champion().orElse(null);
        Evaluated evaluated = champion == null ? null : evaluated(champion);
        List<InferenceLog.Hour> hours = inferences.hours(now.minus(DAY), now.plusMillis(1));
        page.addAttribute("champion", champion);
        page.addAttribute("evaluated", evaluated);
        page.addAttribute("mode", predictions.firstMode());
        page.addAttribute(
                "thresholds", champion == null ? List.of() : champion.model().thresholds());
        page.addAttribute("hours", hours);
        page.addAttribute(
                "volume",
                hours.stream().mapToLong(InferenceLog.Hour::predictions).sum());
        page.addAttribute(
                "approved",
                hours.stream().mapToLong(InferenceLog.Hour::approved).sum());
        page.addAttribute("realised", inferences.realised(now.minus(KNOWN), now.plusMillis(1)));
        page.addAttribute(
                "drifted",
                champion == null
                        ? 0
                        : drift.report(HiringClassifier.MODEL).firing().size());
        page.addAttribute("waiting", waiting());
        page.addAttribute("newest", inferences.newest(NEWEST));
        return "hiring/console";
    }

    private List<Contest> waiting() {
        return contests.waiting().stream()
                .filter(contest -> inferences
                        .find(contest.decision(), DecisionId.time(contest.decision()))
                        .isPresent())
                .toList();
    }

    /** A version's figures never change; they are counted when first looked at. */
    private @Nullable Evaluated evaluated(Champion<Classifier> champion) {
        Evaluated before = known;
        if (before != null && before.version() == champion.number()) {
            return before;
        }
        try {
            Evaluated now = Optional.ofNullable(champion.dataset())
                    .flatMap(lake::dataset)
                    .map(dataset -> pipeline.load(dataset, lake).test())
                    .map(test -> evaluated(champion, test))
                    .orElse(null);
            known = now;
            return now;
        } catch (RuntimeException e) {
            log.warn("The cases that version {} was judged by cannot be read.", champion.number(), e);
            return null;
        }
    }

    private static Evaluated evaluated(Champion<Classifier> champion, LabelledRows test) {
        return Evaluated.of(
                champion.number(), champion.model().probabilities(test.features(), test.rows()), test.labels());
    }
}
