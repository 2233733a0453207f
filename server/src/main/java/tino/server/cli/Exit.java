package tino.server.cli;

/** What a command's exit code means. Also in {@code tino help}. */
public final class Exit {
    public static final int OK = 0;

    /** The command was understood and tried, and could not be done. */
    public static final int FAILED = 1;

    /** The command line was not understood. */
    public static final int USAGE = 2;

    /** Something that was named, or that the command needs, is not there: a file, a model, a version, an index. */
    public static final int NOT_FOUND = 3;

    /** Something that is needed does not answer at present (database, server, port): trying again later may help. */
    public static final int UNAVAILABLE = 4;

    private Exit() {}
}
