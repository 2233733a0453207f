package tino.marketplace.search;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** The lists that a server has at hand: otherwise a late click on one would bring a person back into the log. */
public final class ShownData implements PersonalData {
    private final @Nullable ShownLists lists;

    /** @param lists {@code null} in a process that shows none */
    public ShownData(@Nullable ShownLists lists) {
        this.lists = lists;
    }

    @Override
    public String name() {
        return "marketplace.shown_lists";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.NOTHING;
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        // They are in the log.
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of("forgotten", lists == null ? 0L : lists.forget(subject.pseudonyms()));
    }
}
