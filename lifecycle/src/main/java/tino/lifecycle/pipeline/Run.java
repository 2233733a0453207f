package tino.lifecycle.pipeline;

/** One execution of a pipeline, as the pipeline sees it: where it writes down what it does. */
public interface Run {

    /** All randomness of the run comes from this seed. */
    long seed();

    void parameter(String name, Object value);

    /** @param step round, epoch or day the value belongs to */
    void metric(String name, double value, long step);

    /** Shown to people while the run goes on. @param share 0–1 @param what a few words */
    void progress(double share, String what);
}
