package tino.prediction.threshold;

/** What came of looking for a threshold. */
public sealed interface Choice permits Threshold, OutOfReach {}
