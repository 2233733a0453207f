package tino.marketplace.search;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.UriComponentsBuilder;
import tino.lifecycle.event.EventLog.EventLogUnavailable;
import tino.lifecycle.event.Pseudonyms;
import tino.marketplace.Form;
import tino.marketplace.professional.Categories;
import tino.ranking.Ranking;
import tino.web.InvalidInput;
import tino.web.Session;

/**
 * {@code /}: the search for people. The same address answers a browser with the page and htmx with the part of it that
 * changes, so that it works alike without scripting.
 */
@Controller
final class SearchPage {
    private static final String PAGE = "marketplace/search";
    private static final List<String> FIELDS = List.of("q", "cat", "price_max", "lat", "lon", "radius_km");

    private final ProfessionalSearch search;
    private final Pseudonyms pseudonyms;
    private final RandomGenerator random;

    SearchPage(ProfessionalSearch search, Pseudonyms pseudonyms, RandomGenerator random) {
        this.search = search;
        this.pseudonyms = pseudonyms;
        this.random = random;
    }

    /**
     * One result as the page draws it.
     *
     * @param bar length of the score's bar, 0–1
     */
    record Card(Results.Result result, double bar) {}

    /**
     * One page of results.
     *
     * @param next address of the next page, {@code null} on the last
     * @param model version that ordered them, {@code interleaved} for two together, {@code null} if the weights did
     */
    record Shown(
            Results results,
            List<Card> cards,
            @Nullable String next,
            @Nullable String model) {}

    @GetMapping("/")
    String page(HttpServletRequest request, HttpServletResponse response, Model page) {
        Form form = Form.of(request);
        page.addAttribute("form", form.values());
        page.addAttribute("categories", Categories.all());
        page.addAttribute("problems", List.of());
        page.addAttribute("unavailable", false);
        boolean asked = FIELDS.stream().anyMatch(field -> !form.text(field).isEmpty());
        if (asked) {
            try {
                page.addAttribute("shown", shown(form, request, response));
            } catch (InvalidInput e) {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                page.addAttribute(
                        "problems",
                        e.faults().stream().map(InvalidInput.Fault::field).toList());
            } catch (EventLogUnavailable e) {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                page.addAttribute("unavailable", true);
            }
        }
        boolean part =
                request.getHeader("HX-Request") != null && request.getHeader("HX-History-Restore-Request") == null;
        return !part ? PAGE : form.text("cursor").isEmpty() ? PAGE + " :: answer" : PAGE + " :: cards";
    }

    private Shown shown(Form form, HttpServletRequest request, HttpServletResponse response) {
        SearchRequest wanted = SearchRequest.parse(
                form.text("q"),
                form.text("cat"),
                number(form, "price_max"),
                number(form, "lat"),
                number(form, "lon"),
                number(form, "radius_km"));
        String subject = pseudonyms.of(Session.begin(request, response, null, random));
        String cursor = form.text("cursor");
        Results results =
                cursor.isEmpty() ? search.search(wanted, subject, false) : search.next(wanted.text(), cursor, subject);
        boolean byWeights = results.rankedBy().equals(Ranking.WEIGHTS);
        return new Shown(
                results,
                results.results().stream()
                        .map(result -> new Card(result, bar(result.score(), byWeights)))
                        .toList(),
                results.next() == null ? null : address(form, results.next()),
                byWeights
                        ? null
                        : results.rankedBy().substring(results.rankedBy().lastIndexOf(':') + 1));
    }

    /** The weights' score is a share already; a model's has no bounds, and the logistic function keeps its order. */
    private static double bar(double score, boolean byWeights) {
        return byWeights ? Math.clamp(score, 0, 1) : 1 / (1 + Math.exp(-score));
    }

    /** A number as people write it here ({@code 99,90}), as the API wants it; what is no number goes on unchanged. */
    private static String number(Form form, String field) {
        BigDecimal number = form.decimal(field);
        return number == null ? form.text(field) : number.toPlainString();
    }

    private static String address(Form form, String cursor) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/");
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : FIELDS) {
            if (!form.text(field).isEmpty()) {
                address.queryParam(field, "{" + field + "}");
                values.put(field, form.text(field));
            }
        }
        values.put("cursor", cursor);
        return address.queryParam("cursor", "{cursor}")
                .encode()
                .buildAndExpand(values)
                .toUriString();
    }
}
