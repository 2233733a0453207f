package tino.prediction.threshold;

/** A classifier cannot keep what it was to promise, so there is none. */
public final class ModeOutOfReach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OutOfReach best;

    public ModeOutOfReach(OutOfReach best) {
        super(best.sentence());
        this.best = best;
    }

    /** The best there was. */
    public OutOfReach best() {
        return best;
    }
}
