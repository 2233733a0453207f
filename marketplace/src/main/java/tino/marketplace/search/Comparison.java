package tino.marketplace.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two orders of the same candidates side by side.
 *
 * @param lines from a result's place on the left to its place on the right; one that leaves or enters the lists runs over
 *     their lower edge
 */
record Comparison(List<Place> before, List<Place> after, List<Line> lines) {
    private static final int SHOWN = 12;

    /** @param gained places won ({@code > 0}) or lost; {@code null} if it was not among those shown before */
    record Place(
            int number, String id, String title, @Nullable Integer gained) {}

    /** @param from place on the left, 1 at the top @param to place on the right */
    record Line(double from, double to, String kind) {}

    static Comparison of(List<Results.Result> before, List<Results.Result> after) {
        Map<String, Integer> placeBefore = places(before);
        Map<String, Integer> placeAfter = places(after);
        int edge = Math.min(SHOWN, Math.max(before.size(), after.size())) + 1;
        List<Place> left = new ArrayList<>();
        List<Place> right = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Results.Result result : before.subList(0, Math.min(SHOWN, before.size()))) {
            int place = placeBefore.getOrDefault(result.id(), edge);
            left.add(new Place(place, result.id(), result.title(), 0));
            lines.add(line(place, Math.min(placeAfter.getOrDefault(result.id(), edge), edge)));
        }
        for (Results.Result result : after.subList(0, Math.min(SHOWN, after.size()))) {
            int place = placeAfter.getOrDefault(result.id(), edge);
            Integer was = placeBefore.get(result.id());
            right.add(new Place(place, result.id(), result.title(), was == null ? null : was - place));
            if (was == null || was > SHOWN) {
                lines.add(line(edge, place));
            }
        }
        return new Comparison(left, right, lines);
    }

    private static Line line(int from, int to) {
        return new Line(from - 0.5, to - 0.5, to < from ? "up" : to > from ? "down" : "same");
    }

    private static Map<String, Integer> places(List<Results.Result> results) {
        Map<String, Integer> places = HashMap.newHashMap(results.size());
        for (int i = 0; i < results.size(); i++) {
            places.put(results.get(i).id(), i + 1);
        }
        return places;
    }
}
