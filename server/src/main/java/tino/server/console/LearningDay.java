package tino.server.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.marketplace.measure.SearchQuality;
import tino.marketplace.simulate.SimulatedDay;

/**
 * One day of the search and of what ordered it.
 *
 * @param ndcgOnline by what was done to the day's lists; {@code null} where nothing was
 * @param ndcgOffline of the version that was champion at the end of the day, on its own held-out days
 * @param trueLearned true nDCG@10 of the champion's order; known only where clients are simulated
 * @param trueWeights and of the weights' order for the same clients
 * @param champion its number at the end of the day, {@code null} if there was none
 * @param released whether it became champion on this day
 */
record LearningDay(
        LocalDate day,
        long lists,
        @Nullable Double ctr10,
        @Nullable Double ndcgOnline,
        @Nullable Double ndcgOffline,
        @Nullable Double trueLearned,
        @Nullable Double trueWeights,
        @Nullable Integer champion,
        boolean released) {

    /** @param history of the champion, oldest first @return oldest first, from the first day on which anything happened */
    static List<LearningDay> of(
            List<SearchQuality.Day> days,
            List<SimulatedDay> simulated,
            List<AliasChange> history,
            List<ModelVersion> versions,
            String metric,
            ZoneId zone) {
        Map<LocalDate, SimulatedDay> truth =
                simulated.stream().collect(Collectors.toMap(SimulatedDay::day, Function.identity()));
        Map<Integer, ModelVersion> byNumber =
                versions.stream().collect(Collectors.toMap(ModelVersion::number, Function.identity()));
        return days.stream()
                .map(day -> of(day, truth.get(day.day()), history, byNumber, metric, zone))
                .dropWhile(day -> day.lists == 0 && day.champion == null)
                .toList();
    }

    private static LearningDay of(
            SearchQuality.Day day,
            @Nullable SimulatedDay truth,
            List<AliasChange> history,
            Map<Integer, ModelVersion> versions,
            String metric,
            ZoneId zone) {
        Instant start = day.day().atStartOfDay(zone).toInstant();
        Instant end = day.day().plusDays(1).atStartOfDay(zone).toInstant();
        AliasChange last = history.stream()
                .filter(change -> change.at().isBefore(end))
                .reduce((_, later) -> later)
                .orElse(null);
        ModelVersion champion = last == null ? null : versions.get(last.number());
        return new LearningDay(
                day.day(),
                day.figures().lists(),
                known(day.figures().ctr10()),
                known(day.figures().ndcg10()),
                champion == null ? null : champion.metrics().get(metric),
                truth == null ? null : known(truth.ndcgChampion()),
                truth == null ? null : known(truth.ndcgWeights()),
                last == null ? null : last.number(),
                last != null && !last.at().isBefore(start));
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
