package tino.language.passage;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text as the set of its runs of three words, case, accents and punctuation apart (Broder 1997, On the resemblance and
 * containment of documents). How alike two texts are is how much of both sets they share (Jaccard).
 */
final class Shingles {
    private static final int WORDS = 3;
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Shingles() {}

    /** Hashes of 64 bits, ascending, each once; a text of fewer words is one shingle. */
    static long[] of(String text) {
        String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        String[] words = BETWEEN.split(plain.strip());
        int from = words.length > 0 && words[0].isEmpty() ? 1 : 0;
        int count = Math.max(1, words.length - from - WORDS + 1);
        long[] shingles = new long[count];
        for (int i = 0; i < count; i++) {
            long hash = 1;
            for (int w = from + i; w < Math.min(words.length, from + i + WORDS); w++) {
                hash = mixed(hash * 31 + hash(words[w]));
            }
            shingles[i] = hash;
        }
        return Arrays.stream(shingles).sorted().distinct().toArray();
    }

    /** 0 to 1. */
    static double jaccard(long[] a, long[] b) {
        int common = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            int order = Long.compare(a[i], b[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return (double) common / (a.length + b.length - common);
    }

    /** FNV-1a. */
    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The end of MurmurHash3. */
    static long mixed(long value) {
        long x = value;
        x = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }
}
