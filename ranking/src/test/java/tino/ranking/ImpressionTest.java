package tino.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tino.lifecycle.feature.FeatureLayout;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class ImpressionTest {
    private static final FeatureLayout LAYOUT = Layouts.of("a", "b");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Three candidates; the second page of two a page holds the third best. */
    private static final float[] ROWS = {0.1f, Float.NaN, 1e-30f, 3.4e38f, 0.3f, 0.2f};

    private static Impression page(int from, int to) {
        Ranking ranking = Ranking.by(new double[] {0.2, 0.9, 0.5}, "marketplace-ranker:3");
        return Impression.page(ranking, List.of("p1", "p2", "p3"), LAYOUT, ROWS, from, to);
    }

    @Test
    void holdsThePageInTheOrderShownWithItsVectors() {
        Impression first = page(0, 2);
        assertThat(first.items()).containsExactly("p2", "p3");
        assertThat(first.positions()).containsExactly(1, 2);
        assertThat(first.scores()).containsExactly(0.9, 0.5);
        assertThat(first.features()).containsExactly(1e-30f, 3.4e38f, 0.3f, 0.2f);
        assertThat(page(2, 3).positions()).containsExactly(3);
    }

    @Test
    void readsBackToTheSameBitsThroughTextualJson() {
        ObjectNode body = JSON.createObjectNode();
        page(0, 3).write(body);
        Impression read = Impression.read(JSON.readTree(JSON.writeValueAsString(body)));
        assertThat(read.features()).containsExactly(page(0, 3).features());
        assertThat(read.items()).isEqualTo(page(0, 3).items());
        assertThat(read.rankedBy()).isEqualTo("marketplace-ranker:3");
        assertThat(read.layout()).isEqualTo(LAYOUT.fingerprint());
        assertThat(read.scores()).containsExactly(0.9, 0.5, 0.2);
    }

    /** Written by hand: 1 is 3f800000, 2 is 40000000, NaN 7fc00000, 0.5 3f000000; column after column. */
    @Test
    void readsFloatsInBase64ColumnByColumn() {
        String packed =
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex("3f80000040000000" + "7fc000003f000000"));
        Impression read = Impression.read(
                JSON.readTree("{\"items\":[\"a\",\"b\"],\"positions\":[1,2],\"features\":\"" + packed + "\"}"));
        assertThat(read.features()).containsExactly(1, Float.NaN, 2, 0.5f);
    }

    @Test
    void readsThePlainNumbersOfOlderEvents() {
        Impression read = Impression.read(
                JSON.readTree("{\"items\":[\"a\",\"b\"],\"positions\":[1,2],\"features\":[[1,null],[0.1,1.0E-30]]}"));
        assertThat(read.features()).containsExactly(1, Float.NaN, 0.1f, 1e-30f);
    }

    @Test
    void readsWhatWasWrittenOfAnEmptyList() {
        ObjectNode body = JSON.createObjectNode();
        page(0, 0).write(body);
        assertThat(Impression.read(body).items()).isEmpty();
    }

    @Test
    void keepsWhoseChoiceStoodWhereOnlyWhereTwoFilledTheList() {
        Ranking mixed = new Ranking(
                new int[] {1, 2, 0}, new double[] {0.2, 0.9, 0.5}, "marketplace-ranker:interleaved", null, null, "BAA");
        ObjectNode body = JSON.createObjectNode();
        Impression.page(mixed, List.of("p1", "p2", "p3"), LAYOUT, ROWS, 1, 3).write(body);
        assertThat(Impression.read(body).teams()).isEqualTo("AA");
        ObjectNode before = JSON.createObjectNode();
        page(0, 3).write(before);
        assertThat(before.has("teams")).isFalse();
        assertThat(Impression.read(before).teams()).isNull();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Impression.read(JSON.readTree("{\"items\":[\"a\"]}")))
                .hasMessageContaining("'positions'");
        assertThatThrownBy(() ->
                        Impression.read(JSON.readTree("{\"items\":[\"a\"],\"positions\":[1,2],\"features\":[[1]]}")))
                .hasMessageContaining("1 items")
                .hasMessageContaining("positions, got 2");
        assertThatThrownBy(() ->
                        Impression.read(JSON.readTree("{\"items\":[\"a\"],\"positions\":[1],\"features\":[[1],[2]]}")))
                .hasMessageContaining("vectors, got 2");
        assertThatThrownBy(() ->
                        Impression.read(JSON.readTree("{\"items\":[\"a\"],\"positions\":[1],\"features\":\"P4AA\"}")))
                .hasMessageContaining("got 3 bytes");
        assertThatThrownBy(() ->
                        Impression.read(JSON.readTree("{\"items\":[\"a\"],\"positions\":[1],\"features\":\"?\"}")))
                .hasMessageContaining("not base64");
        assertThatThrownBy(() -> Impression.read(
                        JSON.readTree("{\"items\":[\"a\",\"b\"],\"positions\":[1,2],\"features\":[[1],[1,2]]}")))
                .hasMessageContaining("number 1 has 2");
    }
}
