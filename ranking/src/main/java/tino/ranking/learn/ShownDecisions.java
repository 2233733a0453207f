package tino.ranking.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tino.lifecycle.archive.DecisionSource;
import tino.lifecycle.archive.LoggedDecision;
import tino.lifecycle.event.Event;
import tino.ranking.Impression;

/** Lists that were shown, with what came of them. */
final class ShownDecisions implements DecisionSource {
    private final RankerSettings settings;

    ShownDecisions(RankerSettings settings) {
        this.settings = settings;
    }

    @Override
    public String model() {
        return settings.model();
    }

    @Override
    public Set<String> types() {
        Set<String> types = new TreeSet<>(settings.grades().events());
        types.add(settings.impression());
        return types;
    }

    /** The first page of the decision; every further one is a page of its own and says nothing of the top. */
    @Override
    public Optional<LoggedDecision> read(UUID decision, List<Event> events) {
        List<LoggedDecision> lists = new ArrayList<>(1);
        ShownList.Joiner joiner =
                new ShownList.Joiner(settings.impression(), settings.grades(), list -> lists.add(decision(list)));
        events.forEach(joiner);
        joiner.finish();
        return lists.stream().findFirst();
    }

    private static int firstPosition(Impression page) {
        return page.positions().length == 0 ? 0 : page.positions()[0];
    }

    private static LoggedDecision decision(ShownList list) {
        // Pages of one time come in any order.
        Impression shown = list.impressions().stream()
                .min(Comparator.comparingInt(ShownDecisions::firstPosition))
                .orElseThrow();
        int rows = shown.items().size();
        float[] scores = new float[rows];
        float[] grades = new float[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = (float) shown.scores()[row];
            grades[row] = list.grades().getOrDefault(shown.items().get(row), 0);
        }
        return new LoggedDecision(
                list.decision(),
                shown.rankedBy(),
                shown.layout(),
                Arrays.copyOf(shown.positions(), rows),
                scores,
                grades,
                shown.features());
    }
}
