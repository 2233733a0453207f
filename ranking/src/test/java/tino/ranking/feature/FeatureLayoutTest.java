package tino.ranking.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tino.ranking.Layouts;

final class FeatureLayoutTest {
    private static final FeatureLayout TRAINED = new FeatureLayout(
            "v1",
            List.of(
                    new Feature("rating", 0, 5, "stars", "reviews"),
                    new Feature("price_inv", 0, 1, "BRL⁻¹", "profile"),
                    new Feature("near", 0, 1, "share", "distance")));

    @Test
    void refusesAnotherLayoutNamingBothFingerprintsAndWhatDiffers() {
        FeatureLayout given = new FeatureLayout(
                "v2",
                List.of(
                        new Feature("rating", 0, 1, "share", "reviews"),
                        new Feature("near", 0, 1, "share", "distance"),
                        new Feature("age", 0, 100, "years", "profile")));
        assertThatThrownBy(() -> TRAINED.requireSame(given))
                .isInstanceOf(LayoutMismatch.class)
                .hasMessageContaining(TRAINED.fingerprint())
                .hasMessageContaining(given.fingerprint())
                .hasMessageContaining("'rating' was 0.0–5.0 stars and is now 0.0–1.0 share")
                .hasMessageContaining("'price_inv' is missing")
                .hasMessageContaining("'near' moved from column 2 to 1")
                .hasMessageContaining("'age' is new");
    }

    @Test
    void takesALayoutOfAnotherNameThatMeansTheSame() {
        FeatureLayout renamed = new FeatureLayout("other", TRAINED.features());
        assertThatNoException().isThrownBy(() -> TRAINED.requireSame(renamed));
        assertThat(renamed.fingerprint()).isEqualTo(TRAINED.fingerprint());
    }

    @Test
    void findsColumnsByName() {
        assertThat(TRAINED.index("near")).isEqualTo(2);
        assertThatThrownBy(() -> TRAINED.index("far"))
                .hasMessageContaining("'far'")
                .hasMessageContaining("[rating, price_inv, near]");
        assertThatThrownBy(() -> Layouts.of("a", "a")).hasMessageContaining("twice");
    }
}
