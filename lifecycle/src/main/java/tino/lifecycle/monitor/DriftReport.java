package tino.lifecycle.monitor;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.drift.Baseline;
import tino.lifecycle.drift.Finding;
import tino.lifecycle.drift.Tallies;

/**
 * How what a champion decides from compares with what it was trained on.
 *
 * @param number of the champion, {@code null} for none
 * @param first day (UTC) of the window, {@code null} before anything was counted
 * @param answers it gave in the window
 * @param counted of these: fewer, where there were too many to read them all
 * @param readTo answers before this are counted, {@code null}: none yet
 * @param newest its last answer, {@code null}: none yet
 * @param baseline {@code null} for none
 * @param window what was counted, {@code null} without a baseline
 * @param findings one a column; none without a baseline
 */
public record DriftReport(
        String model,
        @Nullable Integer number,
        Standing standing,
        @Nullable LocalDate first,
        long answers,
        long counted,
        @Nullable Instant readTo,
        @Nullable Instant newest,
        @Nullable Baseline baseline,
        @Nullable Tallies window,
        List<Finding> findings) {

    /** What can be said of the whole. */
    public enum Standing {
        /** Nobody is champion. */
        NO_CHAMPION,
        /** The champion's training is not known here. */
        NO_BASELINE,
        /** Its snapshot had no decision in it. */
        EMPTY_BASELINE,
        /** Since it was promoted it was asked nothing. */
        NOT_ASKED,
        /** The champion was asked, and for long no answer of it is in the log. */
        STOPPED,
        /** Compared, as far as the findings say. */
        COMPARED
    }

    static DriftReport without(String model, @Nullable Integer number, Standing standing) {
        return new DriftReport(model, number, standing, null, 0, 0, null, null, null, null, List.of());
    }

    /** The columns with which something is wrong. */
    public List<Finding> firing() {
        return findings.stream().filter(finding -> finding.verdict().firing()).toList();
    }

    /** Whether nothing can be said of any column yet. */
    public boolean tooFew() {
        return !findings.isEmpty() && findings.stream().allMatch(finding -> finding.verdict() == Finding.Verdict.FEW);
    }

    /** What a day was like, by itself. @param findings one a column */
    public record Day(LocalDate day, long answers, long counted, List<Finding> findings) {}
}
