package tino.language.passage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which passages of a corpus say what another says already. Pairs that may be alike are found by bands of their signatures
 * (locality-sensitive hashing, Indyk and Motwani 1998, over the MinHash of Broder 1997), then compared exactly.
 *
 * <p>The first in the given order is kept, so the same corpus in the same order keeps the same, however it grew.
 */
public final class NearDuplicates {
    /** Signatures that differ more than this from the threshold are not compared exactly: four times their spread. */
    private static final double DOUBT = .11;

    private final double threshold;
    private final Function<String, String> texts;
    private final List<Signed> kept = new ArrayList<>();
    private final Map<Long, List<Integer>> bands = new HashMap<>();

    /** A passage and its signature. */
    public record Signed(String id, Signature signature) {}

    private NearDuplicates(double threshold, Function<String, String> texts) {
        this.threshold = threshold;
        this.texts = texts;
    }

    /**
     * Finds them.
     *
     * @param corpus in the order in which passages have precedence
     * @param threshold Jaccard of the shingles from which two are near-duplicates
     * @param texts of the passages by id; asked only for those that may be alike
     * @return for each that is dropped, which one is kept in its place
     */
    public static Map<String, String> find(Iterable<Signed> corpus, double threshold, Function<String, String> texts) {
        NearDuplicates search = new NearDuplicates(threshold, texts);
        Map<String, String> dropped = new HashMap<>();
        for (Signed passage : corpus) {
            String original = search.original(passage);
            if (original == null) {
                search.keep(passage);
            } else {
                dropped.put(passage.id(), original);
            }
        }
        return dropped;
    }

    private @Nullable String original(Signed passage) {
        TreeSet<Integer> candidates = new TreeSet<>();
        for (int band = 0; band < Signature.BANDS; band++) {
            candidates.addAll(bands.getOrDefault(passage.signature().band(band), List.of()));
        }
        long[] shingles = null;
        for (int candidate : candidates) {
            Signed other = kept.get(candidate);
            if (other.signature().likeness(passage.signature()) >= threshold - DOUBT) {
                shingles = shingles == null ? Shingles.of(texts.apply(passage.id())) : shingles;
                if (Shingles.jaccard(shingles, Shingles.of(texts.apply(other.id()))) >= threshold) {
                    return other.id();
                }
            }
        }
        return null;
    }

    private void keep(Signed passage) {
        kept.add(passage);
        for (int band = 0; band < Signature.BANDS; band++) {
            bands.computeIfAbsent(passage.signature().band(band), _ -> new ArrayList<>(1))
                    .add(kept.size() - 1);
        }
    }
}
