package tino.server.cli;

import picocli.CommandLine.Command;

/** {@code tino assistant}: the application that answers questions. */
@Command(
        name = "assistant",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Answers questions from sources that it cites.",
        subcommands = {AssistantIngestCommand.class, AssistantEvalCommand.class, AssistantLearnCommand.class})
final class AssistantCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(Exit.USAGE, "A command is missing; see: tino help assistant");
    }
}
