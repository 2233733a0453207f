package tino.server.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.web.server.PortInUseException;
import tino.lifecycle.database.DatabaseUnavailable;

/** The server did not start; the message is for the person who started it. */
public final class NotStarted extends RuntimeException {
    private static final ThreadLocal<@Nullable FailureAnalysis> LAST = new ThreadLocal<>();

    private final boolean passing;

    private NotStarted(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** Whether trying again later may help: a port that is taken, a database that is away. */
    public boolean passing() {
        return passing;
    }

    /** From what the start of the context ended with, in this thread. */
    public static NotStarted because(RuntimeException failure) {
        FailureAnalysis analysis = LAST.get();
        LAST.remove();
        if (analysis != null) {
            String action = analysis.getAction();
            return new NotStarted(
                    analysis.getDescription() + (action == null ? "" : "\n" + action),
                    failure,
                    analysis.getCause() instanceof PortInUseException
                            || caused(failure, PortInUseException.class) != null);
        }
        Throwable database = caused(failure, DatabaseUnavailable.class);
        if (database != null) {
            return new NotStarted(String.valueOf(database.getMessage()), failure, true);
        }
        if (failure instanceof IllegalArgumentException wrong && wrong.getMessage() != null) {
            return new NotStarted(wrong.getMessage(), wrong, false);
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new NotStarted("The server did not start: " + root, failure, false);
    }

    private static @Nullable Throwable caused(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }

    /** Boot hands its analysis over here instead of logging it. */
    static final class Reporter implements FailureAnalysisReporter {
        @Override
        public void report(FailureAnalysis analysis) {
            LAST.set(analysis);
        }
    }
}
