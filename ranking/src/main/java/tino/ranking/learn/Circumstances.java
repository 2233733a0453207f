package tino.ranking.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.drift.Column;
import tools.jackson.databind.JsonNode;

/** What an application knows of a list beside the features of its items, e.g. what was asked: no ranker learns from it, drift shows in it. */
public interface Circumstances {
    Circumstances NONE = new Circumstances() {
        @Override
        public List<Column> columns() {
            return List.of();
        }

        @Override
        public List<@Nullable Object> read(JsonNode impression) {
            return List.of();
        }
    };

    /** Categories and vectors; their names differ from those of the features. */
    List<Column> columns();

    /** One value a column, {@code null} for missing. @param impression body of its event */
    List<@Nullable Object> read(JsonNode impression);
}
