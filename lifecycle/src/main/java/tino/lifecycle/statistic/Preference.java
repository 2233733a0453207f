package tino.lifecycle.statistic;

/**
 * Whose choices people preferred over many interleaved lists. A list is won by whom more was credited to, whatever the
 * amount: Chapelle, Joachims, Radlinski and Yue, "Large-scale validation and analysis of interleaved search evaluation",
 * TOIS 30(1), 2012.
 *
 * @param ties lists with as much for either; those without an outcome are best left out, or they hide the difference
 */
public record Preference(int winsOfA, int winsOfB, int ties) {
    public static final Preference NONE = new Preference(0, 0, 0);

    /** With one more list, of which each has this credit. */
    public Preference plus(double creditOfA, double creditOfB) {
        return plus(new Preference(
                creditOfA > creditOfB ? 1 : 0, creditOfA < creditOfB ? 1 : 0, creditOfA == creditOfB ? 1 : 0));
    }

    public Preference plus(Preference other) {
        return new Preference(winsOfA + other.winsOfA, winsOfB + other.winsOfB, ties + other.ties);
    }

    public int lists() {
        return winsOfA + winsOfB + ties;
    }

    /** Δ of the paper: the share of lists that A wins, a tie being half a win, less ½; in [−½, ½], above 0 for A. */
    public double delta() {
        return moments().mean();
    }

    /** The interval of {@link #delta} that holds at every look: {@link ConfidenceSequence#mean}. */
    public Interval interval(double confidence, long tunedFor) {
        return ConfidenceSequence.mean(moments(), confidence, tunedFor);
    }

    /** The exact sign test over the lists that somebody won; two-sided, for one look planned beforehand. */
    public double signTest() {
        return PairedTest.sign(winsOfA, winsOfB);
    }

    private Moments moments() {
        int lists = lists();
        double mean = lists == 0 ? 0 : 0.5 * (winsOfA - winsOfB) / lists;
        double squares = 0.25 * (winsOfA + winsOfB) - lists * mean * mean;
        return new Moments(lists, mean, lists < 2 ? 0 : Math.max(0, squares) / (lists - 1));
    }
}
