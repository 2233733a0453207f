package tino.trees;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the code that scores trees: over many rows at once where Java's Vector API is there and the machine has wide
 * registers, else in plain Java. Both give the same scores to the last bit. The system property {@code tino.trees.scorer}
 * ({@code vector} or {@code scalar}) decides otherwise.
 */
public final class QuickScorer {
    /** The system property that decides. */
    public static final String PROPERTY = "tino.trees.scorer";

    private static final Logger LOG = LoggerFactory.getLogger(QuickScorer.class);
    private static final String MODULE = "jdk.incubator.vector";
    /** With fewer rows at once (no AVX2, no SVE) plain Java is as fast. */
    private static final int LEAST_LANES = 8;

    /** The kinds of code. */
    public enum Code {
        /** Java's Vector API. */
        VECTOR,
        /** Plain Java. */
        SCALAR;

        /** A scorer by this code. */
        public TreeScorer scorer(TreeEnsemble ensemble) {
            return this == VECTOR ? new VectorQuickScorer(ensemble) : new ScalarQuickScorer(ensemble);
        }
    }

    /** A choice and the reason for it, for the log. */
    record Choice(Code code, String why) {}

    /** Asked once, at the first scorer. */
    private static final class Chosen {
        private static final Choice CHOICE = choose(
                System.getProperty(PROPERTY),
                ModuleLayer.boot().findModule(MODULE).isPresent());

        static {
            LOG.info("Trees are scored by {} code: {}", CHOICE.code.name().toLowerCase(Locale.ROOT), CHOICE.why);
        }
    }

    private QuickScorer() {}

    /** The fastest scorer that this machine runs. */
    public static TreeScorer of(TreeEnsemble ensemble) {
        return code().scorer(ensemble);
    }

    /** The fastest code that this machine runs. */
    static Code code() {
        return Chosen.CHOICE.code;
    }

    /** @throws IllegalArgumentException if the property has no known value, or asks for what is not there */
    static Choice choose(@org.jspecify.annotations.Nullable String property, boolean modulePresent) {
        if (property != null) {
            return switch (property) {
                case "vector" -> {
                    if (!modulePresent) {
                        throw new IllegalArgumentException("-D" + PROPERTY + "=vector needs the module " + MODULE
                                + ", which is not there. Maybe start Java with --add-modules=" + MODULE);
                    }
                    yield new Choice(Code.VECTOR, "-D" + PROPERTY + " says so");
                }
                case "scalar" -> new Choice(Code.SCALAR, "-D" + PROPERTY + " says so");
                default ->
                    throw new IllegalArgumentException(
                            "-D" + PROPERTY + " must be 'vector' or 'scalar', it is '" + property + "'");
            };
        }
        if (!modulePresent) {
            return new Choice(
                    Code.SCALAR,
                    "the module " + MODULE + " is not there. Maybe start Java with --add-modules=" + MODULE);
        }
        // Only now may the class be touched that needs the module.
        int lanes = VectorQuickScorer.LANES;
        return lanes >= LEAST_LANES
                ? new Choice(Code.VECTOR, "the machine compares " + lanes + " rows at once")
                : new Choice(Code.SCALAR, "the machine compares only " + lanes + " rows at once");
    }
}
