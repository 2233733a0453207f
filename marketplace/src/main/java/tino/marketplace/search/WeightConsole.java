package tino.marketplace.search;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.marketplace.Form;
import tino.marketplace.feature.MarketplaceFeatures;
import tino.ranking.weight.RankingWeights;
import tino.ranking.weight.Weights;
import tino.web.InvalidInput;

/** The weights in the console: tried on any query before they are saved. */
@Controller
@RequestMapping("/console/weights")
final class WeightConsole {
    private static final String PAGE = "marketplace/console/weights";
    private static final int CHANGES = 20;

    private final RankingWeights weights;
    private final ProfessionalSearch search;

    WeightConsole(RankingWeights weights, ProfessionalSearch search) {
        this.weights = weights;
        this.search = search;
    }

    /** One slider. */
    record Slider(String feature, double value, double saved) {}

    @GetMapping
    String page(HttpServletRequest request, Model page) {
        Form form = Form.of(request);
        Weights saved = weights.current();
        Weights tried = tried(form, saved);
        page.addAttribute(
                "sliders",
                MarketplaceFeatures.WEIGHTED.stream()
                        .map(feature -> new Slider(feature, tried.of(feature), saved.of(feature)))
                        .toList());
        page.addAttribute("q", form.text("q"));
        page.addAttribute("useless", useless(tried));
        page.addAttribute("comparison", form.text("q").isEmpty() ? null : comparison(form.text("q"), saved, tried));
        if (request.getHeader("HX-Request") != null) {
            return PAGE + " :: preview";
        }
        page.addAttribute("changes", weights.changes(CHANGES));
        return PAGE;
    }

    @PostMapping
    String save(HttpServletRequest request, Model page, RedirectAttributes next) {
        Form form = Form.of(request);
        if (form.checked("preview")) {
            return page(request, page);
        }
        Weights wanted = tried(form, weights.current());
        if (useless(wanted)) {
            throw new InvalidInput("weights", "at least one weight above 0 is expected, got none");
        }
        weights.save(wanted, request.getRemoteUser());
        next.addFlashAttribute("done", "saved");
        if (!form.text("q").isEmpty()) {
            next.addAttribute("q", form.text("q"));
        }
        return "redirect:/console/weights";
    }

    @PostMapping("/reset")
    String reset(HttpServletRequest request, RedirectAttributes next) {
        weights.reset(request.getRemoteUser());
        next.addFlashAttribute("done", "saved");
        return "redirect:/console/weights";
    }

    private Comparison comparison(String text, Weights saved, Weights tried) {
        SearchRequest wanted = SearchRequest.parse(text, null, null, null, null, null);
        return Comparison.of(
                search.preview(wanted, saved).results(),
                search.preview(wanted, tried).results());
    }

    /** The saved weights with those of the form in their place. */
    private static Weights tried(Form form, Weights saved) {
        Map<String, Double> values = new LinkedHashMap<>(saved.values());
        for (String feature : MarketplaceFeatures.WEIGHTED) {
            Double value = form.number(feature);
            if (value != null) {
                if (value < 0 || value > 1) {
                    throw new InvalidInput(feature, "a weight of 0 to 1 is expected, got " + value);
                }
                values.put(feature, value);
            }
        }
        form.mustBeReadable();
        return new Weights(values);
    }

    /** Without any weight every order is as good as another. */
    private static boolean useless(Weights weights) {
        return weights.values().values().stream().allMatch(value -> value == 0);
    }
}
