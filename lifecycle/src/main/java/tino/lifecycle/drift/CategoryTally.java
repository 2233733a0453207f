package tino.lifecycle.drift;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Categories counted by name, as far as the baseline's most frequent ones go; all others together. */
public final class CategoryTally extends Tally {
    private static final int MOST = 100;

    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();
    private final long[] counts;

    private CategoryTally(List<String> names) {
        this.names = names;
        this.counts = new long[names.size() + 1];
        names.forEach(name -> places.put(name, places.size()));
    }

    /** An empty one that knows the most frequent of these values. */
    static CategoryTally shapedBy(Collection<String> values) {
        Map<String, Long> frequency =
                values.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new CategoryTally(frequency.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList());
    }

    @Override
    public Column.Kind kind() {
        return Column.Kind.CATEGORY;
    }

    @Override
    boolean count(long lot, Object value) {
        if (!(value instanceof String name)) {
            return false;
        }
        counts[places.getOrDefault(name, names.size())]++;
        return true;
    }

    @Override
    void include(Tally other) {
        CategoryTally added = (CategoryTally) other;
        if (!names.equals(added.names)) {
            throw new IllegalArgumentException(
                    "Only counts of the same categories can be added; these are of two baselines.");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += added.counts[i];
        }
    }

    @Override
    public Tally emptied() {
        return new CategoryTally(names);
    }

    @Override
    public long present() {
        return Arrays.stream(counts).sum();
    }

    /** The most frequent of the baseline, first. */
    public List<String> names() {
        return names;
    }

    /** One a name, and the last of all others. */
    public long[] counts() {
        return counts.clone();
    }

    @Override
    void write(ObjectNode to) {
        ArrayNode nameNodes = to.putArray("names");
        names.forEach(nameNodes::add);
        ArrayNode countNodes = to.putArray("counts");
        Arrays.stream(counts).forEach(countNodes::add);
    }

    static CategoryTally read(JsonNode json) {
        CategoryTally tally = new CategoryTally(
                json.path("names").valueStream().map(JsonNode::asString).toList());
        for (int i = 0; i < tally.counts.length; i++) {
            tally.counts[i] = json.path("counts").path(i).asLong();
        }
        return tally;
    }
}
