package tino.trees.train;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * Cuts an XGBoost JSON model after a number of rounds, which the Java binding does not offer. The text is cut, not parsed
 * and written again, so every number keeps its spelling: XGBoost tells {@code 0E0} from {@code 0}.
 */
final class XgboostCut {
    private final String json;
    private final StringBuilder out = new StringBuilder();
    private int copied;

    private XgboostCut(String json) {
        this.json = json;
    }

    /** @param rounds to keep, with one tree or, in a boosted forest, several trees each */
    static byte[] afterRounds(byte[] model, int rounds) {
        return new XgboostCut(new String(model, StandardCharsets.UTF_8))
                .cut(rounds)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String cut(int rounds) {
        int trees = rounds * parallelTrees();
        Deque<String> path = new ArrayDeque<>();
        try (JsonParser parser = new JsonFactory().createParser(tools.jackson.core.ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && path.size() >= 3) {
                    switch (parser.currentName()) {
                        case "trees", "tree_info" -> keep(parser, trees);
                        case "iteration_indptr" -> keep(parser, rounds + 1);
                        case null, default -> parser.skipChildren();
                    }
                } else if (token == JsonToken.START_OBJECT) {
                    path.push(String.valueOf(parser.currentName()));
                } else if (token == JsonToken.END_OBJECT) {
                    path.pop();
                } else if (token == JsonToken.VALUE_STRING && "num_trees".equals(parser.currentName())) {
                    replace(parser, "\"" + trees + "\"");
                }
            }
        }
        return out.append(json, copied, json.length()).toString();
    }

    /** Drops the elements of the list that starts here from the {@code count}-th on. */
    private void keep(JsonParser parser, int count) {
        int element = 0;
        int from = -1;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (element == count) {
                // The comma in front goes too.
                from = json.lastIndexOf(',', offset(parser));
            }
            parser.skipChildren();
            element++;
        }
        if (from >= 0) {
            out.append(json, copied, from);
            copied = offset(parser);
        }
    }

    private void replace(JsonParser parser, String text) {
        int from = offset(parser);
        out.append(json, copied, from).append(text);
        copied = json.indexOf('"', from + 1) + 1;
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private int parallelTrees() {
        String key = "\"num_parallel_tree\":\"";
        int start = json.indexOf(key);
        return start < 0
                ? 1
                : Math.max(
                        1,
                        Integer.parseInt(
                                json.substring(start + key.length(), json.indexOf('"', start + key.length()))));
    }
}
