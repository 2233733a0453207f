package tino.marketplace.search;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.serving.Served.Fallback;
import tino.ranking.Impression;
import tino.search.GeoPoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of an {@code impression} event of the marketplace: what was asked, what was shown, and in which order the rest
 * would have come, so that the next page neither ranks again nor sees another order.
 *
 * @param shown the page: items, positions, scores, feature vectors
 * @param rest identifiers in order after the page, best first
 * @param restScores by which the rest was ordered
 * @param continues decision of the first page, {@code null} on the first page itself
 */
public record SearchImpression(
        SearchRequest request,
        Impression shown,
        List<String> rest,
        double[] restScores,
        @Nullable Fallback fallback,
        @Nullable UUID continues) {
    public static final String TYPE = "impression";
    public static final String QUERY = "query";
    public static final String CATEGORY = "cat";
    private static final String PRICE_MAX = "price_max";
    private static final String LAT = "lat";
    private static final String LON = "lon";
    private static final String RADIUS = "radius_km";
    private static final String REST = "rest";
    private static final String REST_SCORES = "rest_scores";
    private static final String FALLBACK = "fallback";
    public static final String CONTINUES = "continues";

    /** A tenth of a kilometre is enough for every distance shown, and does not say in which house a client sits. */
    private static final double PLACES = 1_000;

    public ObjectNode body() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put(QUERY, request.text());
        if (request.category() != null) {
            body.put(CATEGORY, request.category());
        }
        if (request.priceMax() != null) {
            body.put(PRICE_MAX, request.priceMax());
        }
        GeoPoint client = request.client();
        if (client != null) {
            body.put(LAT, Math.round(client.lat() * PLACES) / PLACES);
            body.put(LON, Math.round(client.lon() * PLACES) / PLACES);
            body.put(RADIUS, request.radiusKm());
        }
        if (continues != null) {
            body.put(CONTINUES, continues.toString());
        }
        if (fallback != null) {
            body.put(FALLBACK, fallback.name());
        }
        shown.write(body);
        ArrayNode items = body.putArray(REST);
        rest.forEach(items::add);
        ArrayNode scores = body.putArray(REST_SCORES);
        for (double score : restScores) {
            scores.add((float) score);
        }
        return body;
    }

    /** @throws IllegalArgumentException if the body is not an impression of the marketplace */
    public static SearchImpression read(JsonNode body) {
        JsonNode items = body.path(REST);
        List<String> rest = new ArrayList<>(items.size());
        double[] scores = new double[items.size()];
        for (int i = 0; i < items.size(); i++) {
            rest.add(items.get(i).asString());
            scores[i] = body.path(REST_SCORES).path(i).asDouble(Double.NaN);
        }
        SearchRequest request = new SearchRequest(
                body.path(QUERY).asString(),
                text(body, CATEGORY),
                body.has(PRICE_MAX) ? body.path(PRICE_MAX).asDouble() : null,
                body.has(LAT)
                        ? new GeoPoint(body.path(LAT).asDouble(), body.path(LON).asDouble())
                        : null,
                body.path(RADIUS).asDouble(SearchRequest.DEFAULT_RADIUS));
        String fallback = text(body, FALLBACK);
        String continues = text(body, CONTINUES);
        return new SearchImpression(
                request,
                Impression.read(body),
                rest,
                scores,
                fallback == null ? null : Fallback.valueOf(fallback),
                continues == null ? null : UUID.fromString(continues));
    }

    private static @Nullable String text(JsonNode body, String field) {
        return body.has(field) ? body.path(field).asString() : null;
    }
}
