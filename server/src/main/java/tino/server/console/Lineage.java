package tino.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a version comes from and where it went, as boxes from top to bottom: events, dataset, run, version and, beside each
 * other, its aliases and its newest trial. As narrow as a telephone.
 *
 * @param edges from box to box, as paths of SVG
 */
record Lineage(int width, int height, List<Box> boxes, List<String> edges) {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 60;
    private static final int GAP = 28;
    private static final int AISLE = 10;

    /** What a box stands for. */
    enum Kind {
        EVENTS,
        DATASET,
        RUN,
        VERSION,
        TRIAL,
        ALIAS
    }

    /** @param name of the alias, empty for all others */
    record Box(Kind kind, String name, int x, int y, int width, int height) {
        private String to(Box next) {
            int from = x + width / 2;
            int to = next.x + next.width / 2;
            int start = y + height;
            int bend = (start + next.y) / 2;
            return "M%d %d C%d %d %d %d %d %d".formatted(from, start, from, bend, to, bend, to, next.y - 1);
        }
    }

    /** @param aliases of the version */
    static Lineage of(boolean dataset, boolean run, List<String> aliases, boolean trial) {
        List<Box> boxes = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        Stream.of(dataset ? Kind.EVENTS : null, dataset ? Kind.DATASET : null, run ? Kind.RUN : null, Kind.VERSION)
                .filter(kind -> kind != null)
                .forEach(kind -> boxes.add(new Box(kind, "", 0, top(boxes.size()), WIDTH, HEIGHT)));
        for (int i = 1; i < boxes.size(); i++) {
            edges.add(boxes.get(i - 1).to(boxes.get(i)));
        }
        Box version = boxes.getLast();
        int ends = aliases.size() + (trial ? 1 : 0);
        int height = top(boxes.size()) - GAP;
        if (ends > 0) {
            int y = top(boxes.size());
            int width = (WIDTH - AISLE * (ends - 1)) / ends;
            List<Box> last = new ArrayList<>();
            if (trial) {
                last.add(new Box(Kind.TRIAL, "", 0, y, width, HEIGHT));
            }
            for (String alias : aliases) {
                last.add(new Box(Kind.ALIAS, alias, last.size() * (width + AISLE), y, width, HEIGHT));
            }
            last.forEach(box -> edges.add(version.to(box)));
            boxes.addAll(last);
            height = y + HEIGHT;
        }
        return new Lineage(WIDTH, height, List.copyOf(boxes), List.copyOf(edges));
    }

    private static int top(int row) {
        return row * (HEIGHT + GAP);
    }
}
