package tino.language.metric;

/**
 * Whether refused were the questions that the sources do not answer, and no others.
 *
 * @param rightly refused and unanswerable
 * @param wrongly refused though answerable
 * @param missed answered though unanswerable
 * @param answered answered and answerable
 */
public record Refusals(long rightly, long wrongly, long missed, long answered) {

    /** @param refused in the order of {@code answerable} */
    public static Refusals of(boolean[] answerable, boolean[] refused) {
        if (answerable.length != refused.length) {
            throw new IllegalArgumentException(
                    "Expected as many answers as questions, got " + refused.length + " for " + answerable.length + ".");
        }
        long[] counts = new long[4];
        for (int i = 0; i < refused.length; i++) {
            counts[(refused[i] ? 0 : 2) + (answerable[i] ? 1 : 0)]++;
        }
        return new Refusals(counts[0], counts[1], counts[2], counts[3]);
    }

    /** Share of questions that were rightly refused or rightly answered; not a number without questions. */
    public double accuracy() {
        return (double) (rightly + answered) / (rightly + wrongly + missed + answered);
    }

    /** Share of refusals that were right; not a number without refusals. */
    public double precision() {
        return (double) rightly / (rightly + wrongly);
    }

    /** Share of unanswerable questions that were refused; not a number without such. */
    public double recall() {
        return (double) rightly / (rightly + missed);
    }
}
