package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.assistant.knowledge.ShippedBenchmark;
import tino.assistant.knowledge.ShippedCorpus;
import tino.assistant.knowledge.Sources;
import tino.assistant.query.Ask;
import tino.assistant.query.Tier;
import tino.language.Passage;
import tino.language.answer.Answering;
import tino.language.benchmark.Benchmark;
import tino.language.benchmark.BenchmarkFile;
import tino.language.benchmark.Squad;
import tino.language.evaluate.AnswerEvaluation;
import tino.language.evaluate.AnsweringRespondent;
import tino.language.evaluate.EvaluationFile;
import tino.language.evaluate.EvaluationResult;
import tino.language.evaluate.EvaluationRuns;
import tino.language.evaluate.ExtractiveRespondent;
import tino.language.evaluate.Regression;
import tino.language.evaluate.Respondent;
import tino.language.evaluate.SquadEvaluation;
import tino.language.knowledge.CorpusPassages;
import tino.language.knowledge.KnowledgeSettings;
import tino.language.learn.AnsweringModels;
import tino.language.route.Router;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.Runs;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.Embedder;
import tino.server.Build;
import tino.server.Platform;
import tino.server.Server;

/** {@code tino assistant eval}: how good answers are. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Judges answers on questions with known answers, with 95 %% bootstrap intervals over questions.",
            "Without --squad and --benchmark: the benchmark on retail media that comes with the program."
        })
final class AssistantEvalCommand implements Callable<Integer> {
    private static final String PREVIOUS = "previous";
    private static final String EXTRACTIVE = "extractive";
    private static final String ROUTER = "router";
    private static final long SEED = 1;
    private static final int PERCENT = 100;

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--squad",
            paramLabel = "FILE",
            description = {
                "In the format of SQuAD, 1.1 or 2.0: its paragraphs are the corpus. Each question is answered by models that",
                "learned from the file's other documents, and asked again with its document out of the corpus."
            })
    private @Nullable Path squad;

    @Option(
            names = "--benchmark",
            paramLabel = "FILE",
            description = "{\"name\", \"version\", \"questions\": [{\"id\", \"question\", \"reference_answer\", …}]}")
    private @Nullable Path benchmark;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description =
                    "Documents that the benchmark is answered from (default: the articles that come with the program).")
    private @Nullable Path corpus;

    @Option(names = "--folds", paramLabel = "N", description = "Of cross-validation with --squad (default: 5).")
    private int folds = 5;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = {
                "Who answers the benchmark: router (whoever the policy wants), or one of the policy's providers, e.g. openai or",
                "openai/gpt-4o-mini. Asked as the server would ask them, with its settings, sources, database and budgets: so it is",
                "started for it on a free port, and none may run on the same TINO_HOME. No answer comes from its cache. Answers of a",
                "charged model cost what they cost. (Default: extraction from --corpus; that needs no database.)"
            })
    private @Nullable String provider;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "As which user --provider is asked: ${COMPLETION-CANDIDATES} (default: FREE).")
    private Tier tier = Tier.FREE;

    @Option(
            names = "--passages",
            paramLabel = "N",
            description = "That an answer to the benchmark may use (default: 5); with --provider the server's setting.")
    private int passages = 5;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description =
                    "Least probability that the corpus holds the answer to the benchmark's question (default: 0.5); with --provider the server's setting.")
    private double threshold = 0.5;

    @Option(
            names = "--against",
            paramLabel = "RUN",
            description = {
                "What to compare with, question by question: the id of a recorded run, a file written by --out, or",
                "previous: the latest recorded run on the same benchmark."
            })
    private @Nullable String against;

    @Option(names = "--record", description = "Keeps the evaluation as a run of the group assistant-evaluation.")
    private boolean record;

    @Option(names = "--out", paramLabel = "FILE", description = "Every answer with its figures, as JSON lines.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (squad != null && (benchmark != null || corpus != null)) {
            throw new Failure(
                    Exit.USAGE,
                    "Expected --squad alone, for it is corpus and questions; got --benchmark or --corpus too.");
        }
        if (provider != null && (squad != null || corpus != null)) {
            throw new Failure(
                    Exit.USAGE,
                    "Expected --provider with --benchmark or alone, for it answers from the server's sources; got --squad or --corpus too.");
        }
        if (folds < 2 || passages < 1 || !(threshold >= 0 && threshold <= 1)) {
            throw new Failure(
                    Exit.USAGE,
                    "Expected at least 2 folds, at least 1 passage and a threshold of 0 to 1, got " + folds + ", "
                            + passages + " and " + threshold + ".");
        }
        if (provider != null) {
            // Answers that were given before say nothing of who is judged.
            try (Server server = Server.start(
                    Map.of("tino.port", 0, "tino.jobs.enabled", false, "tino.assistant.cache.enabled", false))) {
                judge(
                        new EvaluationRuns(
                                server.part(Runs.class),
                                server.part(RunGroups.class),
                                server.part(ArtifactStore.class),
                                server.part(InstantSource.class)),
                        server,
                        provider);
            }
        } else if (record || against != null && !Files.exists(Path.of(against))) {
            try (Platform platform = Platform.open()) {
                EvaluationRuns runs = new EvaluationRuns(
                        platform.runs(),
                        new RunGroups(platform.database(), platform.clock()),
                        new ArtifactStore(platform.home().artifacts(), platform.database(), platform.clock()),
                        platform.clock());
                judge(runs, null, EXTRACTIVE);
            }
        } else {
            judge(null, null, EXTRACTIVE);
        }
        return Exit.OK;
    }

    /** @param server that is wired to who answers; {@code null}: extraction in this process */
    private void judge(@Nullable EvaluationRuns runs, @Nullable Server server, String system)
            throws IOException, InterruptedException {
        Benchmark questions = squad != null ? Squad.read(squad).benchmark() : benchmark();
        EvaluationResult before = against == null ? null : before(runs, questions, against);
        UUID run = runs != null && record
                ? runs.start(questions, system, System.getProperty("user.name"), parameters())
                : null;
        EvaluationResult result;
        try {
            result = squad != null
                    ? squad(squad, questions)
                    : server != null ? wired(server, system, questions, runs, run) : answered(questions, runs, run);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (runs != null && run != null) {
                runs.fail(run, String.valueOf(e.getMessage()));
            }
            throw e;
        }
        if (runs != null && run != null) {
            runs.finish(run, result);
        }
        if (out != null) {
            EvaluationFile.write(result, out);
        }
        AnswerFigures figures = new AnswerFigures(
                questions.questions().size(),
                result,
                before == null ? null : Regression.of(result, before, new SplittableRandom(SEED)),
                run);
        figures.print(output);
        output.result(figures.json());
    }

    private Map<String, String> parameters() {
        if (squad != null) {
            return Map.of("folds", Integer.toString(folds), "code_commit", Build.commit());
        }
        return provider != null
                ? Map.of("tier", tier.word(), "code_commit", Build.commit())
                : Map.of(
                        "corpus", corpus == null ? "shipped" : corpus.toString(),
                        "passages", Integer.toString(passages),
                        "threshold", Double.toString(threshold),
                        "code_commit", Build.commit());
    }

    private Benchmark benchmark() throws IOException {
        if (benchmark != null) {
            return BenchmarkFile.read(benchmark);
        }
        return ShippedBenchmark.read();
    }

    private EvaluationResult squad(Path file, Benchmark questions) throws IOException, InterruptedException {
        try (Progress progress = output.progress("Learning and answering", PERCENT)) {
            return SquadEvaluation.crossValidated(
                    file,
                    folds,
                    evaluation(questions.corpus().stream().map(Passage::text).toList()),
                    SEED,
                    share -> progress.to(Math.round(PERCENT * share)));
        }
    }

    private EvaluationResult answered(Benchmark questions, @Nullable EvaluationRuns runs, @Nullable UUID run)
            throws IOException, InterruptedException {
        CorpusPassages read = corpus != null
                ? CorpusPassages.ofFolder(corpus, KnowledgeSettings.STANDARD)
                : CorpusPassages.onClasspath(
                        AssistantEvalCommand.class.getClassLoader(), ShippedCorpus.FOLDER, KnowledgeSettings.STANDARD);
        read.rejections()
                .forEach(rejection -> output.remark(rejection.document() + " was left out: " + rejection.detail()));
        if (read.passages().isEmpty()) {
            throw new Failure(Exit.NOT_FOUND, "Expected documents in " + corpus + ", found none that can be read.");
        }
        try (ExtractiveRespondent respondent =
                new ExtractiveRespondent(read.passages(), AnsweringModels.shipped(), passages, threshold)) {
            return ask(
                    evaluation(read.passages().stream().map(Passage::text).toList()),
                    questions,
                    EXTRACTIVE,
                    respondent,
                    runs,
                    run);
        }
    }

    private EvaluationResult wired(
            Server server, String system, Benchmark questions, @Nullable EvaluationRuns runs, @Nullable UUID run)
            throws InterruptedException {
        boolean routed = system.equals(ROUTER);
        if (!routed) {
            known(server.part(Router.class), system);
        }
        Answering.Terms terms = new Answering.Terms(
                tier.word(), null, Ask.DEFAULT_TOKENS, Ask.DEFAULT_TEMPERATURE, routed ? null : system);
        return ask(
                new AnswerEvaluation(
                        AnswerEvaluation.Settings.portuguese(),
                        server.part(Sources.class).embedder(),
                        InstantSource.system()),
                questions,
                system,
                new AnsweringRespondent(server.part(Answering.class), terms),
                runs,
                run);
    }

    private void known(Router router, String system) {
        List<String> names = router.models().stream()
                .filter(model -> model.tiers().isEmpty() || model.tiers().contains(tier.word()))
                .flatMap(model -> Stream.of(model.provider(), model.provider() + "/" + model.model()))
                .toList();
        if (!names.contains(system)) {
            throw new Failure(
                    Exit.NOT_FOUND,
                    "Expected " + ROUTER + " or one of " + names + " after --provider for --tier " + tier.word()
                            + ", got '" + system + "'.");
        }
    }

    private EvaluationResult ask(
            AnswerEvaluation evaluation,
            Benchmark questions,
            String system,
            Respondent respondent,
            @Nullable EvaluationRuns runs,
            @Nullable UUID run)
            throws InterruptedException {
        AnswerEvaluation.Progress seen = runs != null && run != null ? runs.progress(run) : (number, of) -> {};
        try (Progress progress =
                output.progress("Answering", questions.questions().size())) {
            return evaluation.run(questions, system, respondent, (number, of) -> {
                progress.to(number);
                seen.answered(number, of);
            });
        }
    }

    /** @param texts that the embedder of BERTScore learns from */
    private static AnswerEvaluation evaluation(List<String> texts) {
        Embedder embedder = CorpusEmbedder.train(texts.stream(), CorpusSettings.standard("pt"));
        return new AnswerEvaluation(AnswerEvaluation.Settings.portuguese(), embedder, InstantSource.system());
    }

    private static EvaluationResult before(@Nullable EvaluationRuns runs, Benchmark questions, String against)
            throws IOException {
        if (runs == null || Files.exists(Path.of(against))) {
            return EvaluationFile.read(Path.of(against));
        }
        if (against.equals(PREVIOUS)) {
            return runs.read(runs.latest(questions.hash())
                    .orElseThrow(() -> new Failure(
                            Exit.NOT_FOUND, "There is no recorded run on this benchmark yet; --record makes one.")));
        }
        try {
            return runs.read(UUID.fromString(
                    against.length() == 32
                            ? against.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
                            : against));
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Exit.NOT_FOUND,
                    "Expected the id of a run, a file or 'previous' after --against, got '" + against + "'.",
                    e);
        }
    }
}
