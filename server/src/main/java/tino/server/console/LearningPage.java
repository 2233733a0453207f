package tino.server.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.lifecycle.database.Database;
import tino.lifecycle.gate.GateOverride;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.gate.RecordedVerdict;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;
import tino.marketplace.measure.SearchQuality;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.simulate.SimulatedDays;
import tino.ranking.learn.ListEvaluation;
import tino.server.Settings;

/** {@code /console/learning}: how the search does day by day, which version of the ranker answers, and the way back. */
@Controller
@RequestMapping("/console/learning")
final class LearningPage {
    private static final String MODEL = MarketplaceRanker.MODEL;
    private static final int DAYS = 35;
    private static final int RUNS = 15;

    private final Registry registry;
    private final Runs runs;
    private final SearchQuality quality;
    private final SimulatedDays simulated;
    private final ZoneId zone;

    LearningPage(Registry registry, Runs runs, SearchQuality quality, Database database, Settings settings) {
        this.registry = registry;
        this.runs = runs;
        this.quality = quality;
        this.simulated = new SimulatedDays(database);
        this.zone = settings.jobs().zone();
    }

    /**
     * One line of the table of versions.
     *
     * @param ndcg on the held-out days, {@code null} where the version has none
     * @param verdict of the gate, {@code null} for a version that none has judged
     * @param overrides who let it through its gate
     */
    record Line(
            ModelVersion version,
            boolean champion,
            boolean rolledBack,
            @Nullable Double ndcg,
            @Nullable GateVerdict verdict,
            List<GateOverride> overrides) {}

    /**
     * One line of the table of trainings.
     *
     * @param verdict of the gate, {@code null} if the training did not come to one
     */
    record Training(RunRecord run, @Nullable GateVerdict verdict) {}

    @GetMapping
    String page(Model page) {
        List<ModelVersion> versions = registry.versions(MODEL);
        List<AliasChange> history = registry.history(MODEL, Registry.CHAMPION);
        page.addAttribute("model", MODEL);
        page.addAttribute(
                "days",
                LearningDay.of(quality.days(DAYS), simulated.all(), history, versions, ListEvaluation.NDCG, zone));
        List<RecordedVerdict> verdicts = registry.gates().verdicts(MODEL);
        page.addAttribute(
                "lines", lines(versions, history, verdicts, registry.gates().overrides(MODEL)));
        page.addAttribute(
                "runs",
                runs.runs(MODEL).stream()
                        .limit(RUNS)
                        .map(run -> new Training(
                                run, verdict(verdicts, one -> run.id().equals(one.run()))))
                        .toList());
        return "console/learning";
    }

    @PostMapping("/rollback")
    String rollback(HttpServletRequest request, RedirectAttributes next) {
        try {
            registry.rollback(MODEL, String.valueOf(request.getRemoteUser()), "Asked for in the console");
            next.addFlashAttribute("done", "rollback");
        } catch (IllegalStateException e) {
            next.addFlashAttribute("nothingToReturnTo", true);
        }
        return "redirect:/console/learning";
    }

    private static List<Line> lines(
            List<ModelVersion> versions,
            List<AliasChange> history,
            List<RecordedVerdict> verdicts,
            List<GateOverride> overrides) {
        int champion = history.isEmpty() ? 0 : history.getLast().number();
        Set<Integer> withdrawn = new HashSet<>();
        for (AliasChange change : history) {
            if (change.action() == AliasChange.Action.ROLLED_BACK && change.previous() != null) {
                withdrawn.add(change.previous());
            }
            withdrawn.remove(change.number());
        }
        return versions.stream()
                .map(version -> new Line(
                        version,
                        version.number() == champion,
                        withdrawn.contains(version.number()),
                        version.metrics().get(ListEvaluation.NDCG),
                        verdict(verdicts, one -> Objects.equals(one.number(), version.number())),
                        overrides.stream()
                                .filter(override -> override.number() == version.number())
                                .toList()))
                .toList();
    }

    /** @param verdicts the newest first */
    private static @Nullable GateVerdict verdict(List<RecordedVerdict> verdicts, Predicate<RecordedVerdict> which) {
        return verdicts.stream()
                .filter(which)
                .findFirst()
                .map(RecordedVerdict::verdict)
                .orElse(null);
    }
}
