package tino.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times contenders against each other on one thread. They take turns in short slices, so that what disturbs the machine
 * disturbs all of them; a contender's time is the median over its slices.
 */
final class Contest {
    private static final long SLICE_NANOS = 20_000_000;
    private static final int WARM_UP = 15;
    private static final int SLICES = 41;

    private final Map<String, Runnable> contenders = new LinkedHashMap<>();

    Contest add(String name, Runnable work) {
        contenders.put(name, work);
        return this;
    }

    /** Microseconds a call, by contender. */
    record Times(Map<String, Double> micros) {
        double of(String name) {
            return micros.getOrDefault(name, Double.NaN);
        }

        /** How many times faster the first is. */
        double ratio(String fast, String slow) {
            return of(slow) / of(fast);
        }
    }

    Times run() {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> times.put(name, new ArrayList<>()));
        for (int slice = -WARM_UP; slice < SLICES; slice++) {
            for (Map.Entry<String, Runnable> contender : contenders.entrySet()) {
                double micros = slice(contender.getValue());
                if (slice >= 0) {
                    times.getOrDefault(contender.getKey(), new ArrayList<>()).add(micros);
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((name, micros) -> {
            double[] sorted = micros.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            medians.put(name, sorted[sorted.length / 2]);
        });
        return new Times(medians);
    }

    private static double slice(Runnable work) {
        long start = System.nanoTime();
        long end = start;
        int calls = 0;
        while (end - start < SLICE_NANOS) {
            work.run();
            calls++;
            end = System.nanoTime();
        }
        return (end - start) / 1e3 / calls;
    }
}
