package tino.trees.format;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** The lines of a LightGBM text model, cut into sections of {@code key=value}. */
final class LightGbmLines {
    private static final String TREE = "Tree=";
    private static final String END = "end of trees";

    private final String source;
    private final List<String> lines;
    private int next;

    LightGbmLines(String text, String source) {
        this.source = source;
        this.lines = text.lines().toList();
    }

    void expectFirst(String word) {
        if (lines.isEmpty() || !lines.getFirst().strip().equals(word)) {
            throw new ModelFormatException(
                    source,
                    "line 1",
                    "expected '" + word + "', found "
                            + (lines.isEmpty() ? "an empty file" : "'" + lines.getFirst() + "'"));
        }
        next = 1;
    }

    Section header() {
        return section("header");
    }

    boolean atTree() {
        return next < lines.size() && lines.get(next).startsWith(TREE);
    }

    Section tree(int expected) {
        String number = lines.get(next).substring(TREE.length()).strip();
        if (!number.equals(String.valueOf(expected))) {
            throw new ModelFormatException(
                    source, "line " + (next + 1), "expected Tree=" + expected + ", found Tree=" + number);
        }
        next++;
        return section("tree " + expected);
    }

    void expectEnd(int trees) {
        if (next >= lines.size()) {
            throw new ModelFormatException(
                    source,
                    "line " + lines.size(),
                    "the file ends after " + trees + " trees without '" + END + "'. Maybe it was cut off");
        }
    }

    /** Reads up to the next tree, the end of the trees or the end of the file. */
    private Section section(String name) {
        Map<String, Entry> entries = new HashMap<>();
        Set<String> flags = new HashSet<>();
        int start = next;
        for (; next < lines.size(); next++) {
            String line = lines.get(next);
            if (line.startsWith(TREE) || line.strip().equals(END)) {
                break;
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                String key = line.substring(0, equals).strip();
                Entry old = entries.put(
                        key, new Entry(next + 1, line.substring(equals + 1).strip()));
                if (old != null) {
                    throw new ModelFormatException(
                            source,
                            "line " + (next + 1),
                            "'" + key + "' of " + name + " stands already in line " + old.line);
                }
            } else if (!line.isBlank()) {
                flags.add(line.strip());
            }
        }
        return new Section(name, start, entries, flags);
    }

    private record Entry(int line, String value) {}

    /** The header or one tree. */
    final class Section {
        private final String name;
        private final int firstLine;
        private final Map<String, Entry> entries;
        private final Set<String> flags;

        private Section(String name, int firstLine, Map<String, Entry> entries, Set<String> flags) {
            this.name = name;
            this.firstLine = firstLine;
            this.entries = entries;
            this.flags = flags;
        }

        String where() {
            return "line " + firstLine + " (" + name + ")";
        }

        /** Lines without a {@code =}. */
        Set<String> flags() {
            return flags;
        }

        boolean has(String key) {
            return entries.containsKey(key);
        }

        String text(String key) {
            return entry(key).value;
        }

        List<String> words(String key) {
            String value = text(key);
            return value.isEmpty() ? List.of() : List.of(value.split(" +"));
        }

        int integer(String key) {
            return parse(key, text(key), Integer::parseInt, "a whole number");
        }

        int[] integers(String key, int count) {
            List<String> words = words(key, count);
            return fill(count, i -> parse(key, words.get(i), Integer::parseInt, "whole numbers"));
        }

        int[] unsigned(String key, int count) {
            List<String> words = words(key, count);
            return fill(count, i -> parse(key, words.get(i), Integer::parseUnsignedInt, "whole numbers below 2^32"));
        }

        double[] numbers(String key, int count) {
            List<String> words = words(key, count);
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = parse(key, words.get(i), Section::number, "numbers");
            }
            return numbers;
        }

        /** C++ writes {@code inf} and {@code nan}. */
        private static double number(String word) {
            return switch (word) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> Double.parseDouble(word);
            };
        }

        ModelFormatException error(String key, String problem) {
            Entry entry = entries.get(key);
            return new ModelFormatException(
                    source,
                    entry == null ? where() : "line " + entry.line + " (" + name + ")",
                    "'" + key + "': " + problem);
        }

        private Entry entry(String key) {
            Entry entry = entries.get(key);
            if (entry == null) {
                throw error(
                        key,
                        "expected this key, found only "
                                + entries.keySet().stream().sorted().toList());
            }
            return entry;
        }

        private List<String> words(String key, int count) {
            List<String> words = words(key);
            if (words.size() != count) {
                throw error(key, "expected " + count + " values, found " + words.size());
            }
            return words;
        }

        private static int[] fill(int count, IntFunction<Integer> value) {
            int[] values = new int[count];
            for (int i = 0; i < count; i++) {
                values[i] = value.apply(i);
            }
            return values;
        }

        private <T> T parse(String key, String word, java.util.function.Function<String, T> parser, String expected) {
            try {
                return parser.apply(word);
            } catch (NumberFormatException e) {
                throw error(key, "expected " + expected + ", found '" + word + "'");
            }
        }
    }
}
