package tino.server.cli;

import java.time.LocalDate;
import picocli.CommandLine.Option;

/** Days to look at, both given and inclusive. Mixed into commands that look back. */
final class Days {
    @Option(
            names = "--from",
            paramLabel = "DATE",
            required = true,
            description = "First day (UTC) of the decisions, e.g. 2026-03-01.")
    private LocalDate from = LocalDate.MIN;

    @Option(names = "--to", paramLabel = "DATE", required = true, description = "Last day, inclusive.")
    private LocalDate to = LocalDate.MAX;

    LocalDate first() {
        if (to.isBefore(from)) {
            throw new Failure(Exit.USAGE, "--to is not before --from, got " + from + " to " + to);
        }
        return from;
    }

    LocalDate last() {
        return to;
    }
}
