package tino.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.language.crawl.CrawlSettings;
import tino.language.crawl.Crawler;
import tino.language.knowledge.IngestProgress;
import tino.language.knowledge.IngestResult;
import tino.language.knowledge.Knowledge;
import tino.language.knowledge.KnowledgeSettings;
import tino.language.knowledge.KnowledgeVersion;
import tino.language.knowledge.Rejection;
import tino.server.Platform;

/** {@code tino assistant ingest}: sources from a folder or a site. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Reads Markdown, HTML, PDF and plain text from a folder, or the pages of a site, into the sources that the assistant answers from.",
            "What did not change is not read again; what is gone leaves; what cannot be read is listed with the reason."
        },
        footer = {"", "A running server follows within seconds; otherwise the next one that starts does."})
final class AssistantIngestCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @ArgGroup(multiplicity = "1")
    private From from = new From();

    private static final class From {
        @Option(names = "--folder", paramLabel = "DIR", description = "A folder; all files below it are read.")
        private @Nullable Path folder;

        @Option(
                names = "--site",
                paramLabel = "URL",
                description = "An address of http or https to start from; several may be given.")
        private @Nullable List<String> site;

        @Option(names = "--remove", paramLabel = "NAME", description = "Removes this source with all its documents.")
        private @Nullable String remove;
    }

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the source is called (default: the folder's name, or the site's host).")
    private @Nullable String name;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Whose pages may be read besides those of the start addresses; several may be given.")
    private Set<String> hosts = Set.of();

    @Option(
            names = "--allow-private",
            paramLabel = "HOST",
            description = "A host that may lie in a private network or on this machine; several may be given.")
    private Set<String> privateHosts = Set.of();

    @Option(
            names = "--pages",
            paramLabel = "N",
            description = "Most pages of a site (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    private int pages;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "Most links from a start (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int depth;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            description =
                    "Between two requests to one host; longer where its robots.txt asks for more (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private double pause;

    @Override
    public Integer call() throws InterruptedException {
        if (from.folder != null && !Files.isDirectory(from.folder)) {
            throw new Failure(Exit.NOT_FOUND, "--folder: a folder is expected, got " + from.folder);
        }
        try (Platform platform = Platform.open()) {
            Knowledge knowledge =
                    new Knowledge(platform.database(), platform.outbox(), KnowledgeSettings.STANDARD, platform.clock());
            return from.remove != null ? remove(knowledge, from.remove) : read(knowledge);
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IllegalStateException e) {
            throw new Failure(Exit.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private int remove(Knowledge knowledge, String source) {
        KnowledgeVersion version = knowledge
                .removeSource(source, user())
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND,
                        "There is no source " + source + "; there are "
                                + knowledge.sources().stream()
                                        .map(known -> known.name())
                                        .toList()));
        output.print("Removed " + source + " with " + version.removed() + " documents");
        output.result(Map.of("removed", version.removed(), "passages", version.passages()));
        return Exit.OK;
    }

    private int read(Knowledge knowledge) throws InterruptedException {
        IngestResult result;
        try (Progress bar = output.progress("documents", -1)) {
            IngestProgress progress = (done, all, document) -> bar.to(done);
            if (from.folder != null) {
                String called = name == null
                        ? String.valueOf(
                                from.folder.toAbsolutePath().normalize().getFileName())
                        : name;
                result = knowledge.ingestFolder(called, from.folder, user(), progress);
            } else {
                List<String> starts = from.site == null ? List.of() : from.site;
                String called = name == null
                        ? String.valueOf(java.net.URI.create(starts.getFirst()).getHost())
                        : name;
                result = knowledge.ingestSite(called, starts, new Crawler(settings(starts)), user(), progress);
            }
        }
        tell(result);
        return Exit.OK;
    }

    private CrawlSettings settings(List<String> starts) {
        CrawlSettings settings = CrawlSettings.STANDARD
                .within(pages, depth)
                .withPause(Duration.ofMillis(Math.round(pause * 1000)))
                .withPrivateHosts(privateHosts);
        if (hosts.isEmpty()) {
            return settings;
        }
        Set<String> all = new java.util.TreeSet<>(hosts);
        starts.forEach(start -> {
            String host = java.net.URI.create(start).getHost();
            if (host != null) {
                all.add(host);
            }
        });
        return settings.withHosts(all);
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private void tell(IngestResult result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        result.version()
                .ifPresentOrElse(
                        version -> {
                            output.print(String.format(
                                    "Version %d: %d documents added, %d changed, %d removed; %d passages in all, %d dropped as said elsewhere",
                                    version.number(),
                                    version.added(),
                                    version.changed(),
                                    version.removed(),
                                    version.passages(),
                                    version.duplicates()));
                            figures.put("version", version.number());
                            figures.put("added", version.added());
                            figures.put("changed", version.changed());
                            figures.put("removed", version.removed());
                            figures.put("duplicates", version.duplicates());
                            figures.put("passages", version.passages());
                        },
                        () -> output.print("Nothing changed"));
        figures.put("unchanged", result.unchanged());
        figures.put("rejected", result.rejections().size());
        figures.put("complete", result.complete());
        for (Rejection rejection : result.rejections()) {
            output.remark(rejection.document() + ": " + rejection.reason() + ", " + rejection.detail());
        }
        if (!result.complete()) {
            output.remark("The limits of --pages or --depth ended it before all was read.");
        }
        output.result(figures);
    }
}
