package tino.server.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.dataset.ColumnProfile;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.DatasetComparison;
import tino.lifecycle.dataset.ExportFormat;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RunRecord;
import tino.server.Platform;

/** {@code tino dataset …}: the snapshots that models are trained from. */
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        description = {
            "The snapshots that models are trained from.",
            "HASH is the beginning of a hash, four digits at least, or NAME/HASH where two have the same content."
        },
        synopsisSubcommandLabel = "COMMAND")
final class DatasetCommand implements Runnable {
    private static final int SHORT = 12;

    @Override
    public void run() {
        throw new Failure(Exit.USAGE, "A command is missing; see: tino help dataset");
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the snapshots in the lake.")
    int list(
            @Option(names = "--name", paramLabel = "NAME", description = "Only those of this name.") @Nullable
                    String name,
            @Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Lake lake = platform.lake();
            List<Dataset> datasets = name == null ? lake.datasets() : lake.datasets(name);
            if (datasets.isEmpty()) {
                output.print(
                        name == null
                                ? "There is no dataset yet; `tino train` makes one when there is enough to learn from."
                                : "There is no dataset '" + name + "'.");
            }
            for (Dataset dataset : datasets) {
                output.print("%s  %-28s %9d rows  %3d columns  %s to %s  made %s"
                        .formatted(
                                dataset.hash().substring(0, SHORT),
                                dataset.name(),
                                dataset.rows(),
                                dataset.schema().size(),
                                seconds(dataset.period().from()),
                                seconds(dataset.period().to()),
                                seconds(dataset.createdAt())));
            }
            output.result(Map.of(
                    "datasets", datasets.stream().map(DatasetCommand::figures).toList()));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Shows what is in a snapshot, what it was made of, and who learned from it.")
    int show(@Parameters(paramLabel = "HASH") String reference, @Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Dataset dataset = find(platform.lake(), reference);
            List<ColumnProfile> columns = platform.lake().profile(dataset);
            List<RunRecord> runs = platform.runs().learnedFrom(dataset.hash());
            List<ModelVersion> versions = platform.registry().trainedFrom(dataset.hash());
            output.print(dataset.name() + "  " + dataset.hash());
            output.print("  period   " + seconds(dataset.period().from()) + " to "
                    + seconds(dataset.period().to()));
            output.print("  rows     " + dataset.rows());
            output.print("  made     " + seconds(dataset.createdAt()) + ", " + dataset.file());
            dataset.lineage().forEach((name, value) -> output.print("  of       " + name + ": " + value));
            for (RunRecord run : runs) {
                output.print("  run      %s of %s, %s, code %s: %s"
                        .formatted(
                                run.id(),
                                seconds(run.startedAt()),
                                run.reason(),
                                run.codeCommit(),
                                run.outcome().name().toLowerCase(Locale.ROOT)));
            }
            versions.forEach(version -> output.print("  version  " + version.model() + "/" + version.number()));
            columns.forEach(column -> output.print("  " + line(column)));
            Map<String, Object> figures = figures(dataset);
            figures.put("file", dataset.file().toString());
            figures.put("schema", dataset.schema());
            figures.put("lineage", dataset.lineage());
            figures.put("runs", runs.stream().map(DatasetCommand::figures).toList());
            figures.put(
                    "versions",
                    versions.stream()
                            .map(version -> version.model() + "/" + version.number())
                            .toList());
            figures.put("column_profiles", columns);
            output.result(figures);
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Compares two snapshots column by column.",
                "The stability index (PSI) says how much: below 0.1 nothing, from 0.25 on much. D is the distance of Kolmogorov and",
                "Smirnov; p is corrected for the number of columns (Holm), and small in large snapshots whatever the difference."
            })
    int diff(
            @Parameters(paramLabel = "A") String left,
            @Parameters(paramLabel = "B") String right,
            @Mixin Output output) {
        try (Platform platform = Platform.open()) {
            Lake lake = platform.lake();
            Dataset one = find(lake, left);
            Dataset other = find(lake, right);
            DatasetComparison comparison = lake.compare(one, other);
            output.print("A  %s  %s, %d rows".formatted(one.hash().substring(0, SHORT), one.name(), one.rows()));
            output.print("B  %s  %s, %d rows".formatted(other.hash().substring(0, SHORT), other.name(), other.rows()));
            comparison.columns().forEach(column -> tell(column, output));
            output.result(figures(comparison));
            return Exit.OK;
        }
    }

    private static void tell(DatasetComparison.Column column, Output output) {
        output.print(
                "%-8s %s%s".formatted(column.change().name().toLowerCase(Locale.ROOT), column.name(), effect(column)));
        ColumnProfile left = column.left();
        ColumnProfile right = column.right();
        output.print("         A  " + (left == null ? "has no such column" : values(left)));
        output.print("         B  " + (right == null ? "has no such column" : values(right)));
    }

    private static String effect(DatasetComparison.Column column) {
        StringBuilder text = new StringBuilder();
        if (column.stability() != null) {
            text.append(String.format(Locale.ROOT, "  PSI %.3f", column.stability()));
        }
        if (column.distance() != null) {
            text.append(String.format(Locale.ROOT, "  D %.3f", column.distance()));
        }
        if (column.pValue() != null) {
            text.append(String.format(Locale.ROOT, "  p %.2g", column.pValue()));
        }
        return text.toString();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Writes a snapshot to a file: Parquet (byte for byte the same), CSV or JSON lines.")
    int export(
            @Parameters(paramLabel = "HASH") String reference,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "Ends in .parquet, .csv or .jsonl; that decides what is written.")
                    Path file,
            @Option(names = "--force", description = "Replaces a file that is there.") boolean force,
            @Mixin Output output) {
        ExportFormat format = ExportFormat.of(file)
                .orElseThrow(() -> new Failure(
                        Exit.USAGE,
                        "Expected a file that ends in one of "
                                + Arrays.stream(ExportFormat.values())
                                        .map(ExportFormat::extension)
                                        .toList() + ", got '" + file + "'."));
        NewFile.require(file, force);
        try (Platform platform = Platform.open()) {
            Dataset dataset = find(platform.lake(), reference);
            platform.lake().export(dataset, format, file);
            output.print(dataset.rows() + " rows of " + dataset.name() + " are in " + file + ".");
            output.result(Map.of(
                    "hash",
                    dataset.hash(),
                    "rows",
                    dataset.rows(),
                    "file",
                    file.toAbsolutePath().toString()));
            return Exit.OK;
        }
    }

    private static Dataset find(Lake lake, String reference) {
        List<Dataset> found = meant(lake, reference);
        if (found.isEmpty()) {
            throw new Failure(
                    Exit.NOT_FOUND,
                    "There is no dataset " + reference + " in the lake; `tino dataset list` has those there are.");
        }
        if (found.size() > 1) {
            throw new Failure(
                    Exit.USAGE,
                    reference + " may be any of "
                            + found.stream()
                                    .limit(10)
                                    .map(dataset -> dataset.name() + "/" + dataset.hash())
                                    .collect(Collectors.joining(", "))
                            + (found.size() > 10 ? " and " + (found.size() - 10) + " more" : "")
                            + ". Give more of it.");
        }
        return found.getFirst();
    }

    private static List<Dataset> meant(Lake lake, String reference) {
        try {
            return lake.find(reference);
        } catch (IllegalArgumentException wrong) {
            throw new Failure(Exit.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String line(ColumnProfile column) {
        return "%-32s %-10s %s".formatted(column.name(), column.type(), values(column));
    }

    private static String values(ColumnProfile column) {
        StringBuilder text = new StringBuilder("%d rows, %d missing".formatted(column.rows(), column.missing()));
        if (column.distinct() != null) {
            text.append(", ").append(column.distinct()).append(" different");
        }
        ColumnProfile.Numbers numbers = column.numbers();
        if (numbers != null && column.type().equals("TIMESTAMP")) {
            text.append(", from ")
                    .append(Instant.ofEpochSecond((long) numbers.least()))
                    .append(" to ")
                    .append(Instant.ofEpochSecond((long) numbers.most()));
        } else if (numbers != null) {
            text.append(String.format(
                    Locale.ROOT,
                    ", mean %.4g ± %.4g, quantiles %.4g %.4g %.4g %.4g %.4g, from %.4g to %.4g",
                    numbers.mean(),
                    numbers.deviation(),
                    numbers.q05(),
                    numbers.q25(),
                    numbers.median(),
                    numbers.q75(),
                    numbers.q95(),
                    numbers.least(),
                    numbers.most()));
        } else if (!column.top().isEmpty() && column.top().getFirst().count() > 1) {
            text.append(": ")
                    .append(column.top().stream()
                            .map(value -> value.value() + " " + value.count())
                            .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private static Map<String, Object> figures(Dataset dataset) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", dataset.name());
        figures.put("hash", dataset.hash());
        figures.put("from", dataset.period().from().toString());
        figures.put("to", dataset.period().to().toString());
        figures.put("rows", dataset.rows());
        figures.put("columns", dataset.schema().size());
        figures.put("created_at", dataset.createdAt().toString());
        return figures;
    }

    private static Map<String, Object> figures(RunRecord run) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("id", run.id());
        figures.put("model", run.model());
        figures.put("reason", run.reason());
        figures.put("code_commit", run.codeCommit());
        figures.put("started_at", run.startedAt().toString());
        figures.put("outcome", run.outcome().name().toLowerCase(Locale.ROOT));
        return figures;
    }

    private static Map<String, Object> figures(DatasetComparison comparison) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("left", figures(comparison.left()));
        figures.put("right", figures(comparison.right()));
        figures.put(
                "columns",
                comparison.columns().stream()
                        .map(column -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("name", column.name());
                            one.put("change", column.change().name().toLowerCase(Locale.ROOT));
                            one.put("psi", column.stability());
                            one.put("ks_distance", column.distance());
                            one.put("p_value", column.pValue());
                            one.put("left", column.left());
                            one.put("right", column.right());
                            return one;
                        })
                        .toList());
        return figures;
    }
}
