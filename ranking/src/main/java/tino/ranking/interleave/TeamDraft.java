package tino.ranking.interleave;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import tino.ranking.interleave.Interleaved.Team;

/**
 * Fills a list as captains choose teams: whoever has chosen less chooses next, a coin decides when both have chosen as
 * often, and each takes the row that it likes best of those left. What comes of a row is credited to who chose it. The
 * position helps both alike, so nothing has to be known of how people look at lists: Radlinski, Kurup and Joachims, "How
 * does clickthrough data reflect retrieval quality?", CIKM 2008.
 */
public final class TeamDraft {
    private TeamDraft() {}

    /**
     * @param a rows 0 … n − 1, best first
     * @param b the same rows in another order
     * @throws IllegalArgumentException if the two are not orders of the same rows
     */
    public static Interleaved interleave(int[] a, int[] b, RandomGenerator random) {
        requireOrder(a, a.length);
        requireOrder(b, a.length);
        int[] order = new int[a.length];
        Team[] teams = new Team[a.length];
        boolean[] taken = new boolean[a.length];
        int nextOfA = 0;
        int nextOfB = 0;
        int lead = 0;
        for (int rank = 0; rank < order.length; rank++) {
            boolean choosesA = lead < 0 || lead == 0 && random.nextBoolean();
            while (choosesA && taken[a[nextOfA]]) {
                nextOfA++;
            }
            while (!choosesA && taken[b[nextOfB]]) {
                nextOfB++;
            }
            order[rank] = choosesA ? a[nextOfA] : b[nextOfB];
            teams[rank] = choosesA ? Team.A : Team.B;
            taken[order[rank]] = true;
            lead += choosesA ? 1 : -1;
        }
        return new Interleaved(order, teams);
    }

    private static void requireOrder(int[] order, int rows) {
        boolean[] seen = new boolean[rows];
        for (int row : order) {
            if (row < 0 || row >= rows || order.length != rows || seen[row]) {
                throw new IllegalArgumentException("An order of the rows 0 to " + (rows - 1)
                        + " names each once, got " + Arrays.toString(order)
                        + ". Maybe the two rankers were given other candidates.");
            }
            seen[row] = true;
        }
    }
}
