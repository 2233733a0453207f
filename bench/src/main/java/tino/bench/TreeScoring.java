package tino.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tino.trees.QuickScorer;
import tino.trees.TreeEnsemble;
import tino.trees.TreeScorer;

/** Scoring by our own code alone, for profiling it; against others see {@link ScoringBench}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class TreeScoring {
    /** Names of {@link ScoringCase}. */
    @Param({"leaves31", "leaves48", "leaves64", "missing", "categorical"})
    public String name;

    @Param({"VECTOR", "SCALAR"})
    public QuickScorer.Code code;

    private TreeScorer scorer;
    private NaiveWalk walk;
    private float[] documents;
    private final double[] scores = new double[ScoringCase.DOCUMENTS];

    @Setup
    public void train() {
        ScoringCase one = ScoringCase.named(name);
        TreeEnsemble ensemble = one.lightGbm().ensemble();
        scorer = code.scorer(ensemble);
        walk = new NaiveWalk(ensemble);
        documents = one.documents();
    }

    @Benchmark
    public double[] quickScorer() {
        scorer.score(documents, ScoringCase.DOCUMENTS, scores);
        return scores;
    }

    @Benchmark
    public double[] naiveWalk() {
        walk.score(documents, ScoringCase.DOCUMENTS, scores);
        return scores;
    }
}
