package tino.server.cli;

import picocli.CommandLine.Command;

/** {@code tino predict}: classifiers on anybody's tables, with neither server nor database. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Trains, judges and applies classifiers on tables: yes or no, with a calibrated probability.",
            "CSV (UTF-8, a first line with names, separated by comma, semicolon or tab) or Parquet. Columns may be numbers, words,",
            "dates or yes/no, in any order; nothing, ?, NA and NaN are missing values. With semicolons, 1,5 is a number."
        },
        subcommands = {PredictTrainCommand.class, PredictEvalCommand.class, PredictScoreCommand.class})
final class PredictCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(Exit.USAGE, "Which of train, eval and score? See: tino predict --help");
    }
}
