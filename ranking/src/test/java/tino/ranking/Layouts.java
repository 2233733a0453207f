package tino.ranking;

import java.util.Arrays;
import java.util.List;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;

/** Feature layouts for tests. */
public final class Layouts {
    private Layouts() {}

    /** A layout of shares by these names. */
    public static FeatureLayout of(String... names) {
        List<Feature> features = Arrays.stream(names)
                .map(name -> new Feature(name, 0, 1, "share", "test"))
                .toList();
        return new FeatureLayout("test", features);
    }
}
