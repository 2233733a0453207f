package tino.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.marketplace.professional.ProfessionalIndex;
import tino.marketplace.professional.Professionals;
import tino.search.LiveIndex;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.evaluate.Measures;
import tino.search.evaluate.Ranked;
import tino.search.evaluate.RetrievalTrial;
import tino.search.evaluate.TrecCollection;
import tino.search.lucene.LuceneOptions;
import tino.server.Platform;

/** {@code tino index …}. */
@Command(
        name = "index",
        description = "Builds the index of the professionals; judges how well things are found.",
        mixinStandardHelpOptions = true)
final class IndexCommands {

    @Command(
            name = "create",
            description = "Builds the index of the professionals where there is none that can be used.",
            mixinStandardHelpOptions = true)
    int create(@Mixin Output output) {
        return build(output, false);
    }

    @Command(
            name = "rebuild",
            description = "Learns the embedder from all profiles and builds the index anew.",
            footer = {"", "A running server has the index: ask it by POST /api/index/rebuild."},
            mixinStandardHelpOptions = true)
    int rebuild(@Mixin Output output) {
        return build(output, true);
    }

    private static int build(Output output, boolean anew) {
        long start = System.nanoTime();
        try (Platform platform = Platform.open();
                LiveIndex index = open(platform)) {
            Professionals professionals = new Professionals(platform.database(), platform.outbox());
            boolean built = anew || !(index.state() instanceof LiveIndex.State.Ready);
            if (built) {
                try (Progress progress = output.progress("index", professionals.count())) {
                    ProfessionalIndex.rebuild(index, professionals, (stage, documents) -> {
                        progress.note(stage.name().toLowerCase(Locale.ROOT));
                        progress.to(documents);
                    });
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            output.print(String.format(
                    Locale.ROOT,
                    built
                            ? "Index of %d professionals built in %.1f s"
                            : "There is an index of %d professionals already",
                    index.size(),
                    seconds));
            output.result(Map.of("professionals", index.size(), "built", built, "seconds", seconds));
        }
        return Exit.OK;
    }

    private static LiveIndex open(Platform platform) {
        try {
            return ProfessionalIndex.open(platform.home().root(), platform.embedder(), platform.meters());
        } catch (IllegalStateException anotherProcess) {
            throw new Failure(Exit.UNAVAILABLE, String.valueOf(anotherProcess.getMessage()), anotherProcess);
        }
    }

    @Command(
            name = "eval",
            description =
                    "Indexes a TREC-style collection and judges what its topics find: by text, by vectors, by both.",
            footer = {
                "",
                "Measures are trec_eval's ndcg_cut_10, map, recip_rank and recall_100, means over the judged topics.",
                "Needs neither server nor database."
            },
            mixinStandardHelpOptions = true)
    int eval(
            @Mixin Output output,
            @Option(
                            names = "--docs",
                            required = true,
                            paramLabel = "FILE",
                            description = "One JSON object a line: id, text and optionally title.")
                    Path documents,
            @Option(names = "--topics", required = true, paramLabel = "FILE", description = "id<TAB>text a line.")
                    Path topics,
            @Option(names = "--qrels", required = true, paramLabel = "FILE", description = "TREC judgements.")
                    Path judgements,
            @Option(
                            names = "--language",
                            defaultValue = "pt",
                            description = "pt or en: how texts are analysed (default: ${DEFAULT-VALUE}).")
                    String language,
            @Option(names = "--run", paramLabel = "FILE", description = "Writes the hybrid results as a TREC run.")
                    @Nullable
                    Path runFile)
            throws IOException {
        CorpusSettings settings = CorpusSettings.standard(language);
        TrecCollection collection = TrecCollection.read(documents, topics, judgements);
        CorpusEmbedder embedder = CorpusEmbedder.train(
                collection.documents().stream().map(RetrievalTrial.schema(language)::embeddedText), settings);
        Map<String, Measures> measures = new LinkedHashMap<>();
        try (RetrievalTrial trial = new RetrievalTrial(collection, language, embedder, LuceneOptions.STANDARD)) {
            Map<String, List<Ranked>> hybrid = trial.hybrid();
            measures.put("text", trial.judge(trial.text()));
            measures.put("vector", trial.judge(trial.vector()));
            measures.put("hybrid", trial.judge(hybrid));
            if (runFile != null) {
                TrecCollection.writeRun(runFile, hybrid, "tino-hybrid");
            }
        }
        output.print(String.format(
                Locale.ROOT,
                "%d documents, %d topics, %d of them judged",
                collection.documents().size(),
                collection.topics().size(),
                collection.judgements().size()));
        output.print(String.format(Locale.ROOT, "%-8s %8s %8s %8s %8s", "", "nDCG@10", "MAP", "MRR", "R@100"));
        measures.forEach((name, found) -> output.print(String.format(
                Locale.ROOT,
                "%-8s %8.4f %8.4f %8.4f %8.4f",
                name,
                found.ndcg10(),
                found.map(),
                found.mrr(),
                found.recall100())));
        output.result(measures);
        return Exit.OK;
    }
}
