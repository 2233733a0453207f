package tino.lifecycle.feature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** The order of features in a vector. A model refuses vectors of a layout it was not trained on. */
public record FeatureLayout(String name, List<Feature> features) {
    public FeatureLayout {
        features = List.copyOf(features);
        if (features.stream().map(Feature::name).distinct().count() != features.size()) {
            throw new IllegalArgumentException("Layout '" + name + "' names a feature twice: "
                    + features.stream().map(Feature::name).toList());
        }
    }

    public int size() {
        return features.size();
    }

    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    /** @throws IllegalArgumentException if the layout has no such feature, naming those it has */
    public int index(String feature) {
        int index = names().indexOf(feature);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "Layout '" + name + "' has no feature '" + feature + "', it has " + names());
        }
        return index;
    }

    /**
     * Refuses another layout.
     *
     * @param other the layout that the vectors have
     * @throws LayoutMismatch if its fingerprint is another, naming both and the features that differ
     */
    public void requireSame(FeatureLayout other) {
        if (this != other && !features.equals(other.features) && !fingerprint().equals(other.fingerprint())) {
            throw new LayoutMismatch(this, other);
        }
    }

    /** Places of the features that stand for words. */
    public int[] categorical() {
        return IntStream.range(0, features.size())
                .filter(column -> features.get(column).categorical())
                .toArray();
    }

    /**
     * SHA-256 over the names, ranges and categories in order: two layouts with one fingerprint mean the same by every column.
     */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Feature feature : features) {
                digest.update((feature.name() + '|' + feature.min() + '|' + feature.max() + '|' + feature.unit() + '\n')
                        .getBytes(StandardCharsets.UTF_8));
                for (String category : feature.categories()) {
                    digest.update((category.length() + "=" + category + '\n').getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
