package tino.server;

import tino.server.cli.Commands;

/** Where the JVM starts: every word after {@code tino} is a command. */
public final class Tino {
    private Tino() {}

    public static void main(String[] arguments) {
        System.exit(Commands.run(arguments));
    }
}
