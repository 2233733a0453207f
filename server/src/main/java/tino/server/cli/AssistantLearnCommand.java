package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.language.benchmark.Squad;
import tino.language.learn.AnsweringModels;
import tino.language.learn.Training;

/** {@code tino assistant learn}: the models that answering by extraction needs. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = {
            "Learns to find and extract answers, and when there is none, from questions whose answers people marked.",
            "The same file gives the same bytes."
        })
final class AssistantLearnCommand implements Callable<Integer> {
    private static final int PERCENT = 100;

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--squad",
            required = true,
            paramLabel = "FILE",
            description = "Questions and their paragraphs in the format of SQuAD, 1.1 or 2.0.")
    private Path squad = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the three files of the models are written; made if it is not there.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(squad)) {
            throw new Failure(Exit.NOT_FOUND, "--squad: a file in the format of SQuAD is expected, got " + squad);
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new Failure(Exit.USAGE, "--out: a folder is expected, got the file " + out);
        }
        Squad questions;
        AnsweringModels models;
        try (Progress progress = output.progress("Learning", PERCENT)) {
            questions = Squad.read(squad);
            models = Training.learn(questions, Training.SEED, share -> progress.to(Math.round(PERCENT * share)));
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()), e);
        }
        models.write(out);
        output.print(String.format(
                "Learned from %d questions on %d passages; the models are in %s",
                questions.questions().size(), questions.passages().size(), out));
        output.result(Map.of(
                "questions",
                questions.questions().size(),
                "passages",
                questions.passages().size(),
                "folder",
                out.toString()));
        return Exit.OK;
    }
}
