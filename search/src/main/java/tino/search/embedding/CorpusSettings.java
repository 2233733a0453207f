package tino.search.embedding;

/**
 * How a {@link CorpusEmbedder} is learned.
 *
 * @param language {@code pt} or {@code en}
 * @param dimensions of the vectors
 * @param vocabulary most features that are told apart
 * @param sample most texts that are learned from, drawn evenly where there are more
 * @param seed of everything random
 */
public record CorpusSettings(String language, int dimensions, int vocabulary, int sample, long seed) {

    public CorpusSettings {
        if (dimensions < 1 || vocabulary < dimensions || sample < 1) {
            throw new IllegalArgumentException(
                    "An embedder needs dimensions >= 1, a vocabulary of at least as many features"
                            + " and a sample >= 1, got " + dimensions + ", " + vocabulary + " and " + sample);
        }
    }

    public static CorpusSettings standard(String language) {
        return new CorpusSettings(language, 256, 32_768, 8_000, 42);
    }

    String name() {
        return "corpus-" + CorpusEmbedder.VERSION + "/" + language + "/" + dimensions + "/" + vocabulary + "/" + sample
                + "/" + seed;
    }
}
