package tino.server.report;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import tino.lifecycle.alert.Alert;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.rollout.ShadowLog;
import tino.marketplace.measure.SearchQuality;

/**
 * What a week came to.
 *
 * @param search what was shown and what came of it
 * @param before the same of the week before
 * @param days one by one
 * @param models what became of each model
 * @param alerts that fired
 */
public record WeeklyReport(
        IsoWeek week,
        SearchQuality.Figures search,
        SearchQuality.Figures before,
        List<SearchQuality.Day> days,
        List<Model> models,
        List<Alert> alerts) {

    /**
     * One model's week.
     *
     * @param answers how many each version gave; 0 is the fallback
     * @param champions who became champion, or was it no more
     * @param withdrawn trials that were ended without success
     * @param shadows how versions in shadow did
     */
    public record Model(
            String name,
            SortedMap<Integer, Long> answers,
            List<AliasChange> champions,
            List<Withdrawal> withdrawn,
            List<ShadowLog.Week> shadows) {}

    /** A version that was on trial and was withdrawn. */
    public record Withdrawal(int version, Instant at, String who, String why) {}
}
