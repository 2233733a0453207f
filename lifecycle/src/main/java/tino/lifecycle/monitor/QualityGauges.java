package tino.lifecycle.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How good a model's answers are: {@code tino_model_quality{model, metric, where}}. {@code where} is {@code offline} for
 * test rows and {@code online} for what people did with the answers.
 */
public final class QualityGauges {
    private record Key(String model, String metric, String where) {}

    private final MeterRegistry metrics;
    private final Map<Key, AtomicReference<Double>> values = new ConcurrentHashMap<>();

    public QualityGauges(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** The newest value of a metric over test rows. */
    public void offline(String model, String metric, double value) {
        set(new Key(model, metric, "offline"), value);
    }

    /** The newest value of a metric over live traffic. */
    public void online(String model, String metric, double value) {
        set(new Key(model, metric, "online"), value);
    }

    private void set(Key key, double value) {
        values.computeIfAbsent(key, this::register).set(value);
    }

    private AtomicReference<Double> register(Key key) {
        AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
        Gauge.builder("tino.model.quality", value, AtomicReference::get)
                .description("Quality of a model's answers")
                .tag("model", key.model())
                .tag("metric", key.metric())
                .tag("where", key.where())
                .register(metrics);
        return value;
    }
}
