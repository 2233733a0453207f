package tino.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Where a search's time in the server goes, by the server's own timers. */
final class Stages {
    private final MeterRegistry meters;
    private final Map<String, Total> before;

    private record Total(long count, double millis) {
        static Total of(Iterable<Timer> timers) {
            long count = 0;
            double millis = 0;
            for (Timer timer : timers) {
                count += timer.count();
                millis += timer.totalTime(TimeUnit.MILLISECONDS);
            }
            return new Total(count, millis);
        }
    }

    /** From now on. */
    Stages(MeterRegistry meters) {
        this.meters = meters;
        this.before = totals();
    }

    private Map<String, Total> totals() {
        Map<String, Total> totals = new LinkedHashMap<>();
        for (String stage : new String[] {"recall", "features", "rank", "log"}) {
            totals.put(
                    stage,
                    Total.of(
                            meters.find("tino.search.stage").tag("stage", stage).timers()));
        }
        totals.put(
                "of log, the commit", Total.of(meters.find("tino.events.commit").timers()));
        totals.put("whole request", Total.of(meters.find("http.server.requests").timers()));
        return totals;
    }

    /** Prints the means since this was made. */
    void report(Figures figures) {
        figures.say("means in the server, milliseconds:");
        Map<String, Double> means = new LinkedHashMap<>();
        totals().forEach((name, now) -> {
            Total then = before.getOrDefault(name, new Total(0, 0));
            double mean = (now.millis - then.millis) / (now.count - then.count);
            means.put(name, mean);
            figures.say("  %-20s %8.2f", name, mean);
        });
        figures.put("server_mean_ms", means);
    }
}
