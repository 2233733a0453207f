package tino.server.cli;

import picocli.CommandLine.Command;

/** {@code tino rank}: rankers on judgement lists, with neither server nor database. */
@Command(
        name = "rank",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Trains, judges and applies rankers on judgement lists in the LETOR/SVMlight format:",
            "grade [qid:query] index:value …; without qid:, FILE.query beside it has the number of lines of each query.",
            "Models are LightGBM text or XGBoost JSON files, also those trained elsewhere."
        },
        subcommands = {RankTrainCommand.class, RankEvalCommand.class, RankScoreCommand.class, RankTuneCommand.class})
final class RankCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(Exit.USAGE, "Which of train, eval, score and tune? See: tino rank --help");
    }
}
