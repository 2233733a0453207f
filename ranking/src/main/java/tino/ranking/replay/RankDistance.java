package tino.ranking.replay;

/** How much two orders of the same rows {@code 0 … n−1}, best first, differ. */
final class RankDistance {
    /** Webber, Moffat and Zobel's example of a web searcher: the first ten have 86 % of the weight. */
    private static final double PERSISTENCE = 0.9;

    private RankDistance() {}

    /** The share of the first {@code k} (or of all, where there are fewer) that both have, in [0, 1]. */
    static double overlap(int[] a, int[] b, int k) {
        int depth = Math.min(k, a.length);
        return (double) common(a, b, depth)[depth] / depth;
    }

    /** How many rows both have among their first d, for d from 0 to {@code depth}. */
    private static int[] common(int[] a, int[] b, int depth) {
        int[] common = new int[depth + 1];
        boolean[] inA = new boolean[a.length];
        boolean[] inB = new boolean[a.length];
        for (int rank = 0; rank < depth; rank++) {
            inA[a[rank]] = true;
            inB[b[rank]] = true;
            int more = inB[a[rank]] ? 1 : 0;
            more += inA[b[rank]] && a[rank] != b[rank] ? 1 : 0;
            common[rank + 1] = common[rank] + more;
        }
        return common;
    }

    /** RBO<sub>EXT</sub>, in (0, 1]: agreement at each depth, weighing the deeper less. */
    static double rankBiasedOverlap(int[] a, int[] b) {
        int n = a.length;
        int[] common = common(a, b, n);
        double sum = 0;
        double weight = 1;
        for (int depth = 1; depth <= n; depth++) {
            weight *= PERSISTENCE;
            sum += (double) common[depth] / depth * weight;
        }
        return (double) common[n] / n * weight + (1 - PERSISTENCE) / PERSISTENCE * sum;
    }

    /** Pairs in the same order less pairs in another, over all pairs: in [−1, 1], 1 for a single row. */
    static double tau(int[] a, int[] b) {
        int n = a.length;
        if (n < 2) {
            return 1;
        }
        int[] rankInB = new int[n];
        for (int rank = 0; rank < n; rank++) {
            rankInB[b[rank]] = rank;
        }
        int other = 0;
        for (int i = 0; i < n; i++) {
            int rank = rankInB[a[i]];
            for (int j = i + 1; j < n; j++) {
                other += rankInB[a[j]] < rank ? 1 : 0;
            }
        }
        return 1 - 4.0 * other / (n * (n - 1.0));
    }
}
