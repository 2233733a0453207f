package tino.language.passage;

/**
 * How documents are cut.
 *
 * @param most words of a passage, at least 20; what is longer is cut into parts of about equal length
 * @param overlap sentences that a passage repeats of the one before it in its section, 0 or more
 * @param overlapWords most words of those; a longer last sentence is not repeated
 * @param duplicate share of common shingles (Jaccard) from which two passages say the same; above 1 keeps all
 */
public record PassageSettings(int most, int overlap, int overlapWords, double duplicate) {

    public static final PassageSettings STANDARD = new PassageSettings(180, 2, 40, .9);

    public PassageSettings {
        if (most < 20 || overlap < 0 || overlapWords < 0 || overlapWords > most / 2 || !(duplicate > 0)) {
            throw new IllegalArgumentException(
                    "Expected passages of at least 20 words, an overlap of 0 or more sentences"
                            + " and of at most half the words, and a share above 0, got " + most + ", " + overlap + ", "
                            + overlapWords + " and " + duplicate);
        }
    }

    /** Equal for two settings that cut alike. */
    public String fingerprint() {
        return most + "/" + overlap + "/" + overlapWords;
    }
}
