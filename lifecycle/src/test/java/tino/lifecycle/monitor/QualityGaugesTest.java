package tino.lifecycle.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class QualityGaugesTest {
    @Test
    void keepsTheNewestValueOfEachPlace() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        QualityGauges gauges = new QualityGauges(metrics);
        gauges.offline("marketplace-ranker", "ndcg10", 0.7);
        gauges.offline("marketplace-ranker", "ndcg10", 0.71);
        gauges.online("marketplace-ranker", "ndcg10", 0.6);
        assertThat(metrics.get("tino.model.quality")
                        .tag("where", "offline")
                        .gauge()
                        .value())
                .isEqualTo(0.71);
        assertThat(metrics.get("tino.model.quality")
                        .tag("where", "online")
                        .gauge()
                        .value())
                .isEqualTo(0.6);
    }
}
