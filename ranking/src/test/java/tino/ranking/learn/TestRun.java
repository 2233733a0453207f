package tino.ranking.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import tino.lifecycle.pipeline.Run;

/** A run that remembers what was written down. */
record TestRun(long seed, Map<String, Object> parameters, Map<String, Double> metrics) implements Run {

    TestRun(long seed) {
        this(seed, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    @Override
    public void parameter(String name, Object value) {
        parameters.put(name, value);
    }

    @Override
    public void metric(String name, double value, long step) {
        metrics.put(name, value);
    }

    @Override
    public void progress(double share, String what) {}
}
