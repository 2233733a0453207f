package tino.marketplace.measure;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import tino.lifecycle.event.EventLog;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.marketplace.search.ProfessionalSearch;
import tino.marketplace.search.SearchImpression;
import tino.ranking.metric.RankingMetrics;

/** How good the search has been, as far as the log tells: day by day, and of the last 24 hours. */
public final class SearchQuality {
    private static final int CUTOFF = 10;
    private static final Duration DAY = Duration.ofDays(1);

    /** Feedback goes on coming for days, and a page that is looked at often must not read the log each time. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    private static final Duration OLD_DAY_BELIEVED = Duration.ofMinutes(5);
    private static final int DAYS_KEPT = 400;

    private final EventLog log;
    private final InstantSource clock;
    private final ZoneId zone;
    private final LoadingCache<Period, Figures> recent = cache(BELIEVED);
    private final LoadingCache<Period, Figures> old = cache(OLD_DAY_BELIEVED);

    private record Period(Instant from, Instant to) {}

    /** @param zone in which a day begins */
    public SearchQuality(EventLog log, InstantSource clock, ZoneId zone) {
        this.log = log;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Lists of results (first pages) and what came of them.
     *
     * @param lists shown
     * @param clicked with something done to at least one of the first ten
     * @param judged with something done to any: those that the nDCG is the mean of
     * @param ndcg10 mean nDCG@10 with the grades click 1, quote 3, contract 5 (linear gain); NaN where nothing was judged. What
     *     nobody looked at counts 0, so this says less than the nDCG of known relevance
     */
    public record Figures(long lists, long clicked, long judged, double ndcg10) {

        /** Share of lists with something done to at least one of the first ten, 0–1; NaN where nothing was shown. */
        public double ctr10() {
            return lists == 0 ? Double.NaN : (double) clicked / lists;
        }
    }

    /** One day of a series. */
    public record Day(LocalDate day, Figures figures) {}

    /** The last days, oldest first; the last one is today, so far. @param count at least 1 */
    public List<Day> days(int count) {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        return IntStream.rangeClosed(1 - count, 0)
                .mapToObj(today::plusDays)
                .map(day -> new Day(
                        day,
                        (day.isBefore(today.minusDays(1)) ? old : recent)
                                .get(new Period(start(day), start(day.plusDays(1))))))
                .toList();
    }

    /** So many days together. @param first of them @param count at least 1 */
    public Figures together(LocalDate first, int count) {
        return recent.get(new Period(start(first), start(first.plusDays(count))));
    }

    /** The 24 hours before now. */
    public Figures lastDay() {
        Instant now = clock.instant();
        // To the second of the cache's patience, or every call would be another period.
        Instant to = Instant.ofEpochSecond(now.getEpochSecond() / BELIEVED.toSeconds() * BELIEVED.toSeconds())
                .plus(BELIEVED);
        return recent.get(new Period(to.minus(DAY), to));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private Figures figures(Period period) {
        Map<UUID, double[]> grades = new HashMap<>();
        log.read(period.from(), period.to(), MarketplaceRanker.GRADES.events(), event -> {
            int position = event.body().path("position").asInt();
            if (position >= 1 && position <= ProfessionalSearch.PAGE) {
                double[] list = grades.computeIfAbsent(event.decision(), _ -> new double[ProfessionalSearch.PAGE]);
                list[position - 1] = Math.max(list[position - 1], MarketplaceRanker.GRADES.of(event.type()));
            }
        });
        return new Figures(
                log.countWithout(SearchImpression.CONTINUES, SearchImpression.TYPE, period.from(), period.to()),
                grades.values().stream().filter(SearchQuality::clicked).count(),
                grades.size(),
                grades.values().stream()
                        .mapToDouble(list -> RankingMetrics.ndcg(list, CUTOFF))
                        .average()
                        .orElse(Double.NaN));
    }

    private static boolean clicked(double[] grades) {
        for (int position = 0; position < CUTOFF; position++) {
            if (grades[position] > 0) {
                return true;
            }
        }
        return false;
    }

    private LoadingCache<Period, Figures> cache(Duration believed) {
        return Caffeine.newBuilder()
                .maximumSize(DAYS_KEPT)
                .expireAfterWrite(believed)
                .build(this::figures);
    }
}
