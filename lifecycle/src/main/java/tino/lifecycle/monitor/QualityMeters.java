package tino.lifecycle.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.quality.AnswerForm;
import tino.lifecycle.quality.Figure;
import tino.lifecycle.statistic.Interval;

/** What Prometheus hears of how good a champion's answers are. */
final class QualityMeters {
    private static final Set<Figure> ESTIMATED = Set.of(Figure.ACCURACY, Figure.PRECISION, Figure.RECALL);

    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final String model;
    private final AtomicReference<@Nullable QualityReport> last;

    /** @param last report, {@code null} before the first */
    QualityMeters(
            MeterRegistry metrics, InstantSource clock, String model, AtomicReference<@Nullable QualityReport> last) {
        this.metrics = metrics;
        this.clock = clock;
        this.model = model;
        this.last = last;
    }

    /** @param form of the model's answers, {@code null} where it is not known */
    void register(@Nullable AnswerForm form) {
        gauge(
                "answers",
                "Answers of the champion in the last 24 hours",
                report -> report.tally().answers());
        gauge(
                "latency.p95.seconds",
                "95th percentile of the champion's times in the last 24 hours",
                report -> report.tally().p95() / 1e3);
        gauge(
                "silence.seconds",
                "Age of the champion's last answer",
                report -> report.newest() == null
                        ? Double.NaN
                        : Duration.between(report.newest(), clock.instant()).toMillis() / 1e3);
        gauge(
                "lag.seconds",
                "Age of the champion's answers that are not measured yet",
                report -> report.measuredTo() == null
                        ? Double.NaN
                        : Duration.between(report.measuredTo(), clock.instant()).toMillis() / 1e3);
        gauge(
                "looked",
                "Of the answers in the last 24 hours those whose outcomes were looked for: fewer, where there were too many",
                report -> report.tally().looked());
        gauge(
                "missing",
                "1 while the champion's answers, or what comes of them, no longer arrive or cannot be read",
                report -> report.missing() ? 1 : 0);
        List<Figure> figures = new ArrayList<>(List.of(Figure.OUTCOME, Figure.HIT, Figure.FALLBACK));
        switch (form) {
            case AnswerForm.Ranking _ -> figures.add(Figure.NDCG);
            case AnswerForm.Classification _ ->
                figures.addAll(List.of(Figure.ACCURACY, Figure.PRECISION, Figure.RECALL, Figure.CALIBRATION));
            case null -> {}
        }
        for (Figure figure : figures) {
            figure(figure, "realised", report -> report.tally().figure(figure));
            if (ESTIMATED.contains(figure)) {
                figure(figure, "estimated", report -> report.estimated(figure));
            }
            if (form != null && (form.offline().containsKey(figure) || figure == Figure.CALIBRATION)) {
                figure(figure, "offline", report -> report.offline().get(figure));
            }
        }
    }

    private void figure(Figure figure, String basis, Function<QualityReport, @Nullable Interval> interval) {
        Gauge.builder(
                        "tino.quality.figure",
                        last,
                        reference -> value(reference, report -> {
                            Interval known = interval.apply(report);
                            return known == null ? Double.NaN : known.mean();
                        }))
                .description(
                        "A figure of the champion's answers in the last 24 hours: as it came out, as it is estimated"
                                + " without outcomes, and as it was when the version was judged")
                .tags("model", model, "figure", figure.key(), "basis", basis)
                .register(metrics);
    }

    private void gauge(String name, String description, ToDoubleFunction<QualityReport> value) {
        Gauge.builder("tino.quality." + name, last, reference -> value(reference, value))
                .description(description)
                .tag("model", model)
                .register(metrics);
    }

    private static double value(AtomicReference<@Nullable QualityReport> last, ToDoubleFunction<QualityReport> value) {
        QualityReport report = last.get();
        return report == null ? Double.NaN : value.applyAsDouble(report);
    }
}
