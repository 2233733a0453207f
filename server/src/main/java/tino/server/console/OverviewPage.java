package tino.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tino.hiring.classifier.HiringClassifier;
import tino.hiring.outcome.InferenceLog;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.measure.SearchQuality;
import tino.marketplace.professional.Professionals;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.ranking.learn.ListEvaluation;

/** {@code /console}: the state of the house in a few numbers, each leading to its room. */
@Controller
final class OverviewPage {
    private final Professionals professionals;
    private final Disputes disputes;
    private final SearchQuality quality;
    private final Registry registry;
    private final InferenceLog inferences;
    private final InstantSource clock;

    OverviewPage(
            Professionals professionals,
            Disputes disputes,
            SearchQuality quality,
            Registry registry,
            InferenceLog inferences,
            InstantSource clock) {
        this.professionals = professionals;
        this.disputes = disputes;
        this.quality = quality;
        this.registry = registry;
        this.inferences = inferences;
        this.clock = clock;
    }

    @GetMapping("/console")
    String page(Model page) {
        Optional<ModelVersion> champion = registry.champion(MarketplaceRanker.MODEL);
        page.addAttribute("professionals", professionals.count());
        page.addAttribute("disputes", disputes.countOpen());
        page.addAttribute("lastDay", quality.lastDay());
        page.addAttribute("champion", champion.orElse(null));
        page.addAttribute(
                "ndcg",
                champion.map(version -> version.metrics().get(ListEvaluation.NDCG))
                        .orElse(null));
        Instant now = clock.instant();
        page.addAttribute(
                "predictions",
                inferences.hours(now.minus(Duration.ofDays(1)), now.plusMillis(1)).stream()
                        .mapToLong(InferenceLog.Hour::predictions)
                        .sum());
        page.addAttribute(
                "classifier", registry.champion(HiringClassifier.MODEL).orElse(null));
        return "console/overview";
    }
}
