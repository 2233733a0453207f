package tino.ranking.learn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.event.Event;
import tino.ranking.Impression;
import tools.jackson.databind.JsonNode;

/**
 * One decision as it was shown, with what came of it.
 *
 * @param impressions the pages shown, in the order they were
 * @param first body of the first page
 * @param grades item → its highest grade; items without an outcome are absent
 */
record ShownList(UUID decision, List<Impression> impressions, JsonNode first, Map<String, Integer> grades) {

    /** Puts the events of a log, ordered by decision, together to lists. Call {@link #finish} after the last event. */
    static final class Joiner implements Consumer<Event> {
        private final String impressionType;
        private final Grades grades;
        private final Consumer<ShownList> lists;
        private final List<Event> events = new ArrayList<>();
        private @Nullable UUID decision;

        Joiner(String impressionType, Grades grades, Consumer<ShownList> lists) {
            this.impressionType = impressionType;
            this.grades = grades;
            this.lists = lists;
        }

        @Override
        public void accept(Event event) {
            if (!event.decision().equals(decision)) {
                finish();
                decision = event.decision();
            }
            events.add(event);
        }

        /** Hands on the list of the last decision. */
        void finish() {
            List<Impression> impressions = new ArrayList<>();
            @Nullable JsonNode first = null;
            Map<String, Integer> best = new HashMap<>();
            for (Event event : events) {
                if (event.type().equals(impressionType)) {
                    impressions.add(Impression.read(event.body()));
                    first = first == null ? event.body() : first;
                } else if (event.item() != null) {
                    best.merge(event.item(), grades.of(event.type()), Math::max);
                }
            }
            if (decision != null && first != null) {
                lists.accept(new ShownList(decision, impressions, first, best));
            }
            events.clear();
        }
    }
}
