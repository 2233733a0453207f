package tino.trees;

/** An immutable ensemble of binary decision trees, read from a model file or fresh from training. */
public final class TreeEnsemble {
    private TreeEnsemble() {}
}
