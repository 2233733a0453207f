package tino.lifecycle.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

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
        Feature share = new Feature("a", 0, 1, "share", "test");
        assertThatThrownBy(() -> new FeatureLayout("test", List.of(share, share)))
                .hasMessageContaining("twice");
    }

    @Test
    void isAnotherLayoutWhereAWordHasAnotherNumber() {
        FeatureLayout trained = colours("red", "green");
        FeatureLayout given = colours("green", "red");
        assertThat(trained.categorical()).containsExactly(0);
        assertThat(TRAINED.categorical()).isEmpty();
        assertThatNoException().isThrownBy(() -> trained.requireSame(colours("red", "green")));
        assertThatThrownBy(() -> trained.requireSame(given))
                .isInstanceOf(LayoutMismatch.class)
                .hasMessageContaining("'colour' was one of [red, green] and is now one of [green, red]");
    }

    private static FeatureLayout colours(String... words) {
        return new FeatureLayout("colours", List.of(Feature.category("colour", List.of(words), "test")));
    }

    /** The fingerprint is in logs and the file in models of before there were categories. */
    @Test
    void readsAndWritesLayoutsOfNumbersAsBefore() {
        String json = "{\"name\":\"v1\",\"features\":[{\"name\":\"near\",\"min\":0.0,\"max\":1.0,\"unit\":\"share\","
                + "\"source\":\"distance\"}]}";
        JsonMapper mapper = JsonMapper.shared();
        FeatureLayout layout = mapper.readValue(json, FeatureLayout.class);
        assertThat(mapper.writeValueAsString(layout)).isEqualTo(json);
        // printf 'near|0.0|1.0|share\n' | sha256sum
        assertThat(layout.fingerprint()).isEqualTo("d498237f527c885257758797b072337269d81801f0c4d84360283c69f20a7a03");
        FeatureLayout coloured = colours("red", "green");
        assertThat(mapper.readValue(mapper.writeValueAsString(coloured), FeatureLayout.class))
                .isEqualTo(coloured);
    }
}
