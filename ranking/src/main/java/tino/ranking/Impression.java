package tino.ranking;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.feature.FeatureLayout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a list of candidates was when it was shown: the ranking's part of the body of an {@code impression} event. An
 * application adds its own fields (query, session, filters) beside these.
 *
 * <p>The feature vectors are those the ranking was made from, so that training never recomputes a feature from data that
 * is younger than the decision. In the event they are one string: the base64 (RFC 4648) of all values as IEEE 754 floats in
 * big-endian order, column after column of the layout, a column's values in the order of the items; NaN is missing. It is
 * written and read without formatting and parsing a thousand decimals; columns lie together because many hold one value
 * throughout, which helps compression. Events of before have an array of arrays of plain
 * numbers, a vector an item, {@code null} for missing; they are read as well.
 *
 * @param items identifiers in the order shown
 * @param positions where each stood, 1 for the top of the first page; a second page goes on counting
 * @param scores by which they were ordered
 * @param rankedBy {@link Ranking#rankedBy}
 * @param layout fingerprint of the layout of the vectors
 * @param features {@code items.size()} vectors, one after another
 * @param teams by item whose choice it was, {@code ABBA…}, where two rankers filled the list; {@code null} otherwise
 */
public record Impression(
        List<String> items,
        int[] positions,
        double[] scores,
        String rankedBy,
        String layout,
        float[] features,
        @Nullable String teams) {

    public static final String ITEMS = "items";
    public static final String POSITIONS = "positions";
    public static final String SCORES = "scores";
    public static final String RANKED_BY = "ranked_by";
    public static final String LAYOUT = "layout";
    public static final String FEATURES = "features";

    /** A list that one ranker ordered. */
    public Impression(
            List<String> items, int[] positions, double[] scores, String rankedBy, String layout, float[] features) {
        this(items, positions, scores, rankedBy, layout, features, null);
    }

    /**
     * The page {@code [from, to)} of a ranking.
     *
     * @param ids identifiers of the candidates by row number
     * @param rows their feature vectors
     */
    public static Impression page(
            Ranking ranking, List<String> ids, FeatureLayout layout, float[] rows, int from, int to) {
        int size = to - from;
        int columns = layout.size();
        List<String> items = new ArrayList<>(size);
        int[] positions = new int[size];
        double[] scores = new double[size];
        float[] features = new float[size * columns];
        for (int i = 0; i < size; i++) {
            int row = ranking.order()[from + i];
            items.add(ids.get(row));
            positions[i] = from + i + 1;
            scores[i] = ranking.scores()[row];
            System.arraycopy(rows, row * columns, features, i * columns, columns);
        }
        String teams = ranking.teams() == null ? null : ranking.teams().substring(from, to);
        return new Impression(items, positions, scores, ranking.rankedBy(), layout.fingerprint(), features, teams);
    }

    /** Writes the fields of this record into the body of an event. */
    public void write(ObjectNode body) {
        body.put(RANKED_BY, rankedBy);
        body.put(LAYOUT, layout);
        if (teams != null) {
            body.put(Experiment.TEAMS, teams);
        }
        ArrayNode itemNodes = body.putArray(ITEMS);
        ArrayNode positionNodes = body.putArray(POSITIONS);
        ArrayNode scoreNodes = body.putArray(SCORES);
        for (int i = 0; i < items.size(); i++) {
            itemNodes.add(items.get(i));
            positionNodes.add(positions[i]);
            scoreNodes.add(scores[i]);
        }
        body.put(FEATURES, Base64.getEncoder().encodeToString(byColumn()));
    }

    private byte[] byColumn() {
        ByteBuffer bytes = ByteBuffer.allocate(features.length * Float.BYTES);
        int columns = items.isEmpty() ? 0 : features.length / items.size();
        for (int column = 0; column < columns; column++) {
            for (int i = 0; i < items.size(); i++) {
                bytes.putFloat(features[i * columns + column]);
            }
        }
        return bytes.array();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if a field is missing or the lengths do not agree, naming it
     */
    public static Impression read(JsonNode body) {
        JsonNode itemNodes = array(body, ITEMS);
        JsonNode positionNodes = array(body, POSITIONS);
        JsonNode scoreNodes = body.path(SCORES);
        int size = itemNodes.size();
        if (positionNodes.size() != size) {
            throw new IllegalArgumentException(
                    "An impression of " + size + " items needs as many positions, got " + positionNodes.size());
        }
        List<String> items = new ArrayList<>(size);
        int[] positions = new int[size];
        double[] scores = new double[size];
        for (int i = 0; i < size; i++) {
            items.add(itemNodes.get(i).asString());
            positions[i] = positionNodes.get(i).asInt();
            scores[i] = scoreNodes.path(i).asDouble(Double.NaN);
        }
        JsonNode vectors = body.path(FEATURES);
        float[] features = vectors.isString() ? packed(vectors.asString(), size) : plain(array(body, FEATURES), size);
        return new Impression(
                items,
                positions,
                scores,
                body.path(RANKED_BY).asString(""),
                body.path(LAYOUT).asString(""),
                features,
                body.has(Experiment.TEAMS) ? body.path(Experiment.TEAMS).asString() : null);
    }

    private static float[] packed(String base64, int size) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The field '" + FEATURES + "' of an impression is not base64: " + e.getMessage(), e);
        }
        if (size == 0 ? bytes.length > 0 : bytes.length % (size * Float.BYTES) != 0) {
            throw new IllegalArgumentException("The field '" + FEATURES + "' of an impression of " + size
                    + " items needs a whole number of columns of " + size + " floats, got " + bytes.length + " bytes");
        }
        ByteBuffer values = ByteBuffer.wrap(bytes);
        float[] features = new float[bytes.length / Float.BYTES];
        int columns = size == 0 ? 0 : features.length / size;
        for (int column = 0; column < columns; column++) {
            for (int i = 0; i < size; i++) {
                features[i * columns + column] = values.getFloat();
            }
        }
        return features;
    }

    private static float[] plain(JsonNode vectors, int size) {
        if (vectors.size() != size) {
            throw new IllegalArgumentException(
                    "An impression of " + size + " items needs as many vectors, got " + vectors.size());
        }
        int columns = size == 0 ? 0 : vectors.path(0).size();
        float[] features = new float[size * columns];
        for (int i = 0; i < size; i++) {
            JsonNode vector = vectors.get(i);
            if (vector.size() != columns) {
                throw new IllegalArgumentException("All vectors of an impression have one length, number 0 has "
                        + columns + " values and number " + i + " has " + vector.size());
            }
            for (int column = 0; column < columns; column++) {
                JsonNode value = vector.get(column);
                features[i * columns + column] = value.isNull() ? Float.NaN : value.floatValue();
            }
        }
        return features;
    }

    private static JsonNode array(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isArray()) {
            throw new IllegalArgumentException(
                    "An impression needs the array '" + field + "', got " + value.getNodeType());
        }
        return value;
    }
}
