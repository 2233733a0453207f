package tino.server.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.lifecycle.database.Database;
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
     * @param verdict of the gate, {@code null} for a version made elsewhere
     */
    record Line(
            ModelVersion version,
            boolean champion,
            boolean rolledBack,
            @Nullable Double ndcg,
            @Nullable String verdict) {}

    @GetMapping
    String page(Model page) {
        List<ModelVersion> versions = registry.versions(MODEL);
        List<AliasChange> history = registry.history(MODEL, Registry.CHAMPION);
        List<RunRecord> executed = runs.runs(MODEL);
        page.addAttribute("model", MODEL);
        page.addAttribute(
                "days",
                LearningDay.of(quality.days(DAYS), simulated.all(), history, versions, ListEvaluation.NDCG, zone));
        page.addAttribute("lines", lines(versions, history, executed));
        page.addAttribute("runs", executed.stream().limit(RUNS).toList());
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

    private static List<Line> lines(List<ModelVersion> versions, List<AliasChange> history, List<RunRecord> runs) {
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
                        runs.stream()
                                .filter(run -> run.id().equals(version.run()))
                                .findFirst()
                                .map(RunRecord::message)
                                .orElse(null)))
                .toList();
    }
}
