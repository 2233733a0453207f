package tino.server.card;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.monitor.DriftReport;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.registry.ModelVersion;

/** How what a version decides from has moved since its training. */
@FunctionalInterface
public interface DriftSince {
    /** What the watch says of a champion; of others it says nothing. */
    static DriftSince by(DriftWatch watch) {
        return version -> {
            if (!watch.models().contains(version.model())) {
                return Optional.empty();
            }
            DriftReport report = watch.report(version.model());
            LocalDate first = report.first();
            Instant to = report.readTo();
            if (!Objects.equals(report.number(), version.number()) || first == null || to == null) {
                return Optional.empty();
            }
            List<Column> columns =
                    report.findings().stream().map(DriftSince::column).toList();
            return Optional.of(
                    new Drift(first.atStartOfDay(ZoneOffset.UTC).toInstant(), to, report.counted(), columns));
        };
    }

    private static Column column(Finding finding) {
        return new Column(
                finding.column().name(),
                finding.measure().name().toLowerCase(Locale.ROOT),
                finding.effect(),
                finding.limit(),
                finding.pValue(),
                finding.verdict().firing());
    }

    /** Empty where nothing is known of it. */
    Optional<Drift> of(ModelVersion version);

    /**
     * @param from when the first answer was given that was looked at
     * @param answers that were looked at
     * @param columns that were compared
     */
    record Drift(Instant from, Instant to, long answers, List<Column> columns) {}

    /**
     * @param measure of the effect, e.g. {@code psi}
     * @param limit from which on the effect is drift
     * @param pValue corrected for the number of columns
     * @param drifted what the monitor's rule says of it
     */
    record Column(String name, String measure, double effect, double limit, double pValue, boolean drifted) {}
}
