package tino.marketplace.ranker;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.drift.Column;
import tino.lifecycle.drift.HashedText;
import tino.marketplace.search.SearchImpression;
import tino.ranking.learn.Circumstances;
import tools.jackson.databind.JsonNode;

/** What a client asked for: the category, and the words as a vector that they cannot be read back from. */
final class Asked implements Circumstances {
    private static final List<Column> COLUMNS = List.of(
            Column.category(SearchImpression.CATEGORY), Column.vector(SearchImpression.QUERY, HashedText.LENGTH));

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<@Nullable Object> read(JsonNode impression) {
        JsonNode category = impression.path(SearchImpression.CATEGORY);
        return Arrays.asList(
                category.isString() ? category.asString() : null,
                HashedText.vector(impression.path(SearchImpression.QUERY).asString("")));
    }
}
