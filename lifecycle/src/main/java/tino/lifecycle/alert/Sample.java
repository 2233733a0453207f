package tino.lifecycle.alert;

import java.util.Map;

/**
 * One number of one series now, in the data model of Prometheus.
 *
 * @param name with its suffix: {@code _total}, {@code _count}, {@code _bucket}
 */
public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** Where samples come from. */
    @FunctionalInterface
    public interface Source {
        /** All samples there are now. */
        Iterable<Sample> read();
    }
}
