package tino.ranking.interleave;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One list made of two orders.
 *
 * @param order row numbers, best first, as they are shown
 * @param teams by rank: whose choice stands there
 */
public record Interleaved(int[] order, Team[] teams) {
    /** A ranker that fills the list. */
    public enum Team {
        A,
        B
    }

    /**
     * What a team's rows are worth together, e.g. the clicks on them.
     *
     * @param worthByRow by row number
     */
    public double credit(Team team, double[] worthByRow) {
        return IntStream.range(0, order.length)
                .filter(rank -> teams[rank] == team)
                .mapToDouble(rank -> worthByRow[order[rank]])
                .sum();
    }

    /** How many of the first {@code ranks} a team chose. */
    public int chosen(Team team, int ranks) {
        return (int) Arrays.stream(teams, 0, ranks).filter(one -> one == team).count();
    }
}
