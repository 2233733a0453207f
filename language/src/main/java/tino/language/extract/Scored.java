package tino.language.extract;

/** A candidate span by its words, both inclusive. */
record Scored(int sentence, int from, int to, double score) {

    boolean overlaps(Scored other) {
        return from <= other.to && other.from <= to;
    }
}
