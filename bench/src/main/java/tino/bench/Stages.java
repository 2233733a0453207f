package tino.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/** Where a request's time in the server goes, by the server's own timers. */
final class Stages {
    private final SequencedMap<String, Search> stages;
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
    private Stages(SequencedMap<String, Search> stages) {
        this.stages = stages;
        this.before = totals();
    }

    /** Of searches. */
    static Stages ofSearches(MeterRegistry meters) {
        SequencedMap<String, Search> stages = new LinkedHashMap<>();
        for (String stage : new String[] {"recall", "features", "rank", "log"}) {
            stages.put(stage, meters.find("tino.search.stage").tag("stage", stage));
        }
        stages.put("of log, the commit", meters.find("tino.events.commit"));
        stages.put("whole request", meters.find("http.server.requests"));
        return new Stages(stages);
    }

    /** Of single predictions. */
    static Stages ofPredictions(MeterRegistry meters, String model) {
        SequencedMap<String, Search> stages = new LinkedHashMap<>();
        stages.put("judged", meters.find("tino.serving.answers").tag("model", model));
        stages.put("the commit", meters.find("tino.events.commit"));
        stages.put("whole request", meters.find("http.server.requests").tag("uri", "/predict"));
        return new Stages(stages);
    }

    private Map<String, Total> totals() {
        Map<String, Total> totals = new LinkedHashMap<>();
        stages.forEach((name, timers) -> totals.put(name, Total.of(timers.timers())));
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
