package tino.marketplace.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.event.Pseudonyms;
import tino.web.Session;

/** {@code GET /api/search/}. */
@RestController
@Tag(name = "Search")
final class SearchController {
    /** With {@value #SHADOW}, the versions in shadow answer this search too, whatever their share. */
    static final String SHADOW_HEADER = "X-Shadow-LTR";

    private static final String SHADOW = "1";

    private final ProfessionalSearch search;
    private final Evaluation evaluation;
    private final Pseudonyms pseudonyms;
    private final MessageSource texts;
    private final RandomGenerator random;

    SearchController(
            ProfessionalSearch search,
            Evaluation evaluation,
            Pseudonyms pseudonyms,
            MessageSource texts,
            RandomGenerator random) {
        this.search = search;
        this.evaluation = evaluation;
        this.pseudonyms = pseudonyms;
        this.texts = texts;
        this.random = random;
    }

    /**
     * @param decisionId to be sent with all feedback on this page; absent for an evaluation
     * @param count results on this page
     * @param total candidates on all pages
     * @param rankedBy {@code weights}, model and version, or model and {@code interleaved} where two orders fill one list
     * @param fallback why the weights ranked, where they did
     * @param next cursor of the next page, absent on the last
     */
    @Schema(name = "SearchAnswer")
    record Answer(
            @JsonProperty("decision_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID decisionId,

            int count,
            int total,
            @JsonProperty("ranked_by") String rankedBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String fallback,

            List<ProfessionalHit> results,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {}

    /** @param description its beginning @param why what speaks for it, in words */
    record ProfessionalHit(
            String id,
            int position,
            String title,
            String description,
            String category,
            double score,
            double rating,
            @JsonProperty("reviews_count") int reviewsCount,
            @JsonProperty("price_min") double priceMin,

            @JsonProperty("distance_km") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double distanceKm,

            List<String> badges,
            List<Why> why) {}

    /** @param key the same in every language */
    record Why(String key, String text) {}

    @GetMapping({"/api/search/", "/api/search"})
    @Operation(
            summary = "Finds professionals",
            description =
                    "Hybrid recall (BM25 and vectors, under the filters), ordered by the live model or by the weights.")
    @ApiResponse(responseCode = "200", description = "The best professionals, best first")
    @ApiResponse(
            responseCode = "400",
            description = "A parameter is wrong; the problem names it",
            content = {})
    Answer search(
            @Parameter(description = "What is needed, in free words", required = true, example = "eletricista 24h")
                    @RequestParam(required = false)
                    @Nullable
                    String q,
            @Parameter(description = "Only this category", example = "Eletricista")
                    @RequestParam(required = false)
                    @Nullable
                    String cat,
            @Parameter(
                            description = "Only professionals who start at this price or below, BRL",
                            schema = @Schema(type = "number", minimum = "0"))
                    @RequestParam(name = "price_max", required = false)
                    @Nullable
                    String priceMax,
            @Parameter(
                            description = "Where the client is; together with lon",
                            schema = @Schema(type = "number", minimum = "-90", maximum = "90"))
                    @RequestParam(required = false)
                    @Nullable
                    String lat,
            @Parameter(schema = @Schema(type = "number", minimum = "-180", maximum = "180"))
                    @RequestParam(required = false)
                    @Nullable
                    String lon,
            @Parameter(
                            description = "How far a professional may be, with lat and lon; 20 where absent",
                            schema = @Schema(type = "number", maximum = "500"))
                    @RequestParam(name = "radius_km", required = false)
                    @Nullable
                    String radiusKm,
            @Parameter(description = "'next' of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Names the session where there are no cookies")
                    @RequestParam(required = false)
                    @Nullable
                    String session,
            @Parameter(
                            description = "For evaluation (role ANALYST): weights, champion or a version number."
                                    + " The answer is not written down")
                    @RequestParam(required = false)
                    @Nullable
                    String ranker,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        SearchRequest wanted = SearchRequest.parse(q, cat, priceMax, lat, lon, radiusKm);
        if (ranker != null) {
            return answer(evaluation.search(wanted, ranker, request), false, locale);
        }
        String subject = pseudonyms.of(Session.begin(request, response, session, random));
        Results results = cursor == null || cursor.isBlank()
                ? search.search(wanted, subject, SHADOW.equals(request.getHeader(SHADOW_HEADER)))
                : search.next(wanted.text(), cursor, subject);
        return answer(results, true, locale);
    }

    private Answer answer(Results results, boolean logged, Locale locale) {
        return new Answer(
                logged ? results.decision() : null,
                results.results().size(),
                results.total(),
                results.rankedBy(),
                results.fallback() == null ? null : results.fallback().name().toLowerCase(Locale.ROOT),
                results.results().stream().map(result -> hit(result, locale)).toList(),
                results.next());
    }

    private ProfessionalHit hit(Results.Result result, Locale locale) {
        return new ProfessionalHit(
                result.id(),
                result.position(),
                result.title(),
                result.excerpt(),
                result.category(),
                Math.round(result.score() * 1e4) / 1e4,
                result.rating(),
                result.reviewsCount(),
                result.priceMin(),
                result.distanceKm(),
                result.badges().stream().map(Badge::label).toList(),
                result.why().stream().map(reason -> why(reason, locale)).toList());
    }

    private Why why(Reason reason, Locale locale) {
        return new Why(
                reason.key(),
                texts.getMessage(reason.message(), reason.arguments().toArray(), locale));
    }
}
