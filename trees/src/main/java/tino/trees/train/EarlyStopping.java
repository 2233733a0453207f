package tino.trees.train;

/** Remembers the round with the best validation metric; the first of equals wins. */
final class EarlyStopping {
    private final boolean higherIsBetter;
    private final int patience;
    private double best = Double.NaN;
    private int bestRound;

    /** @param patience rounds without improvement before training stops; 0 for never */
    EarlyStopping(boolean higherIsBetter, int patience) {
        this.higherIsBetter = higherIsBetter;
        this.patience = patience;
    }

    /** @return whether training should stop after this round */
    boolean shouldStop(int round, double value) {
        if (bestRound == 0 || (higherIsBetter ? value > best : value < best)) {
            best = value;
            bestRound = round;
        }
        return patience > 0 && round - bestRound >= patience;
    }

    /** How many rounds to keep: all of them when no stopping was asked for. */
    int roundsToKeep(int trained) {
        return patience > 0 && bestRound > 0 ? bestRound : trained;
    }
}
