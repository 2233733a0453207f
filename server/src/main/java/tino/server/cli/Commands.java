package tino.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import tino.lifecycle.database.DatabaseUnavailable;
import tino.server.Build;
import tino.server.start.NotStarted;
import tools.jackson.databind.json.JsonMapper;

/** The root of the command line. */
@Command(
        name = "tino",
        description = "Finds, ranks, decides and answers, and keeps every model behind that honest.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            SeedCommand.class,
            SimulateCommand.class,
            DrillCommand.class,
            IndexCommands.class,
            RankCommand.class,
            PredictCommand.class,
            HiringCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            ReproduceCommand.class,
            DatasetCommand.class,
            RolloutCommand.class,
            ExperimentCommand.class,
            WhyCommand.class,
            ReplayCommand.class,
            OffPolicyCommand.class,
            DriftCommand.class,
            QualityCommand.class,
            AlertsCommand.class,
            ReportCommand.class,
            OpenApiCommand.class,
            AccountCommand.class,
            ApiKeyCommand.class,
            PrivacyCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:tried, but could not be done",
            "2:the command line was not understood",
            "3:something named or needed is not there (a file, a model, a version, an index)",
            "4:something needed does not answer at present (database, server, port)"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  TINO_HOME      the only folder written (default: .tino)",
            "  TINO_PORT      port of the server (default: 8080; 0 picks a free one)",
            "  TINO_DB_URL    a PostgreSQL instead of the embedded one (jdbc:postgresql://…)",
            "  TINO_DEBUG     1 shows stack traces of failures",
            "Every command knows --help."
        })
public final class Commands implements Runnable {
    /** Runs one command line. @return an exit code of {@link Exit} */
    public static int run(String... arguments) {
        boolean json = Arrays.asList(arguments).contains("--json");
        System.setOut(System.err);
        CommandLine line = new CommandLine(new Commands())
                .setOut(new PrintWriter(Output.OUT, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, json))
                .setParameterExceptionHandler((e, given) -> misunderstood(e, json));
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new Failure(Exit.USAGE, "A command is missing; see: tino help");
    }

    private static int failed(Exception e, boolean json) {
        int code = codeOf(e);
        if ("1".equals(System.getenv("TINO_DEBUG"))) {
            e.printStackTrace();
        }
        complain(sentence(e), json);
        return code;
    }

    private static int misunderstood(ParameterException e, boolean json) {
        CommandLine command = e.getCommandLine();
        complain(e.getMessage(), json);
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("See: tino " + path(command) + "--help");
        }
        return Exit.USAGE;
    }

    private static String path(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        return name.equals("tino") ? "" : name.substring("tino ".length()) + " ";
    }

    private static void complain(@Nullable String message, boolean json) {
        System.err.println("tino: " + message);
        if (json) {
            Output.line(JsonMapper.shared().writeValueAsString(Map.of("error", String.valueOf(message))));
        }
    }

    private static int codeOf(Exception e) {
        return switch (e) {
            case Failure failure -> failure.code();
            case NoSuchFileException _ -> Exit.NOT_FOUND;
            case DatabaseUnavailable _ -> Exit.UNAVAILABLE;
            case NotStarted start when start.passing() -> Exit.UNAVAILABLE;
            case UncheckedIOException io when io.getCause() instanceof NoSuchFileException -> Exit.NOT_FOUND;
            default -> Exit.FAILED;
        };
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "There is no file " + missing.getMessage();
            case UncheckedIOException io
            when io.getCause() instanceof NoSuchFileException missing -> "There is no file " + missing.getMessage();
            case Failure failure -> String.valueOf(failure.getMessage());
            case IllegalArgumentException argument when argument.getMessage() != null -> argument.getMessage();
            case IOException io when io.getClass() == IOException.class && io.getMessage() != null -> io.getMessage();
            case IOException io -> io.getClass().getSimpleName() + ": " + io.getMessage();
            default -> e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        };
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tino " + Build.version() + " (" + Build.commit() + "), Java " + Runtime.version()};
        }
    }
}
