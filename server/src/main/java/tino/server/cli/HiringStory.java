package tino.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tino.hiring.feature.Features;
import tino.hiring.gold.Gold;
import tino.hiring.label.Labels;
import tino.hiring.raw.Ingest;
import tino.hiring.raw.Kind;
import tino.hiring.seed.HiringFiles;
import tino.hiring.simulate.Truth;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.pipeline.ModelPipeline;
import tino.lifecycle.pipeline.Period;
import tino.lifecycle.pipeline.Pipelines;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.RunOutcome;

/** From made-up files to a classifier that knows nothing of the last months, step by step as the commands do it. */
final class HiringStory {
    /** What the classifier does not learn from. */
    static final Duration UNSEEN = Duration.ofDays(91);

    private static final Duration BEFORE = Duration.ofDays(365);
    private static final int STEPS = 1_000;

    private final Database database;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;
    private final LocalDate last;
    private final Output output;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    HiringStory(Database database, Pseudonyms pseudonyms, InstantSource clock, Output output) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        this.output = output;
    }

    /** Counts and figures so far. */
    Map<String, Object> figures() {
        return figures;
    }

    /** Makes the people up and takes them in, as far as the table that is learned from. */
    Truth fill(Path folder, int people, long seed) throws IOException {
        HiringFiles.Written written;
        try (Progress bar = output.progress("made-up people", people)) {
            written = new HiringFiles(people, seed, last).write(folder, bar::to);
        }
        figures.put("applicants", written.applicants());
        figures.put("applications", written.applications());
        output.print(
                "%,d made-up people with %,d applications".formatted(written.applicants(), written.applications()));
        Ingest ingest = new Ingest(database, clock);
        long rejected = 0;
        for (Kind kind : Kind.values()) {
            Path file = folder.resolve(kind == Kind.VACANCIES ? "vagas.json" : kind.word() + ".json");
            try (Progress bar =
                    output.progressOfBytes(kind.word(), file.toFile().length())) {
                rejected += ingest.read(kind, file, bar::to).rejected();
            }
        }
        figures.put("rejected", rejected);
        Features features = new Features(database, pseudonyms);
        try (Progress bar = output.progress("features", features.available())) {
            features.build(bar::to);
        }
        Labels labels = new Labels(database);
        try (Progress bar = output.progress("labels", labels.available())) {
            labels.build(bar::to);
        }
        Gold gold = new Gold(database);
        try (Progress bar = output.progress("gold", gold.available())) {
            Gold.Built built = gold.build(bar::to);
            figures.put("gold", built.applicants());
            figures.put("hired", built.hired());
            output.print("%,d of them decided, %,d hired".formatted(built.applicants(), built.hired()));
        }
        return Truth.of(folder);
    }

    /** Trains on all but the last months. @throws Failure if nothing came of it */
    RunResult train(Pipelines pipelines, ModelPipeline<?, ?> pipeline) {
        Period period = Period.endingAt(
                last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(UNSEEN), BEFORE);
        RunResult result;
        try (Progress bar = output.progress("training", STEPS)) {
            result = pipelines.run(pipeline, period, "demo", (share, what) -> {
                bar.to(Math.round(share * STEPS));
                bar.note(what);
            });
        }
        if (result.outcome() != RunOutcome.REGISTERED) {
            throw new Failure(Exit.FAILED, "No classifier came of the training: " + result.message());
        }
        output.print("Trained in %.1f s: %s".formatted(result.duration().toMillis() / 1e3, result.message()));
        return result;
    }

    /** Those decided in the months that the classifier does not know. */
    List<Gold.Row> unseen() {
        List<Gold.Row> rows = new ArrayList<>();
        new Gold(database).read(last.plusDays(1).minusDays(UNSEEN.toDays()), last, rows::add);
        return rows;
    }
}
