package tino.server.console;

import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
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

    OverviewPage(Professionals professionals, Disputes disputes, SearchQuality quality, Registry registry) {
        this.professionals = professionals;
        this.disputes = disputes;
        this.quality = quality;
        this.registry = registry;
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
        return "console/overview";
    }
}
