package tino.server.console;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tino.lifecycle.database.Database;
import tino.lifecycle.gate.GateVerdict;
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

/** {@code /console/learning}: how the search does day by day, and what the trainings came to. */
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
        List<RunRecord> newest = runs.runs(MODEL).stream().limit(RUNS).toList();
        Map<UUID, GateVerdict> verdicts =
                registry.gates().verdicts(newest.stream().map(RunRecord::id).toList());
        page.addAttribute(
                "runs",
                newest.stream()
                        .map(run -> new Training(run, verdicts.get(run.id())))
                        .toList());
        return "console/learning";
    }
}
