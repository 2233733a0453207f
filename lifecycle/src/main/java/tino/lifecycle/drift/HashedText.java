package tino.lifecycle.drift;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Texts as vectors that need no model and never change their meaning: the counts of a text's three-letter pieces, hashed into a few
 * places with a sign each (Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009), of length one. Enough
 * to see that people write of other things; the text cannot be read back from it.
 */
public final class HashedText {
    public static final int LENGTH = 64;
    private static final int PIECE = 3;

    private HashedText() {}

    /** @return {@code null} for a text without a letter or digit */
    public static float @Nullable [] vector(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ");
        if (plain.isBlank()) {
            return null;
        }
        String padded = " " + plain.strip() + " ";
        float[] vector = new float[LENGTH];
        for (int i = 0; i + PIECE <= padded.length(); i++) {
            int hash = padded.substring(i, i + PIECE).hashCode() * 0x9E3779B1;
            vector[(hash >>> 16) % LENGTH] += hash < 0 ? -1 : 1;
        }
        double square = 0;
        for (float value : vector) {
            square += value * value;
        }
        for (int i = 0; square > 0 && i < LENGTH; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }
}
