package tino.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.gate.GateOverride;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.server.Models;
import tino.server.People;
import tino.server.Platform;
import tino.server.Settings;
import tino.server.card.CardPaper;
import tino.server.card.CardPdf;
import tino.server.card.DriftSince;
import tino.server.card.ModelCard;
import tino.server.page.Texts;

/** {@code tino models …}: the versions of models and which of them answers. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the versions of all models and which of them answers.")
final class ModelsCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        try (Platform platform = Platform.open()) {
            Registry registry = platform.registry();
            Erasures erasures =
                    People.erasures(platform, Pseudonyms.of(platform.home().root()), null);
            List<String> models = registry.models();
            if (models.isEmpty()) {
                output.print("There is no model yet; `tino train` makes one when there is enough to learn from.");
            }
            output.result(Map.of(
                    "models",
                    models.stream()
                            .map(model -> list(registry, model, erasures.trained(model)))
                            .toList()));
            return Exit.OK;
        }
    }

    private Map<String, Object> list(Registry registry, String model, List<Erasure.Trained> erased) {
        Map<String, Integer> aliases = registry.aliases(model);
        List<ModelVersion> versions = registry.versions(model);
        List<GateOverride> overrides = registry.gates().overrides(model);
        output.print(model);
        for (ModelVersion version : versions) {
            output.print("  %4d  %s  %-10s %-10s %s"
                    .formatted(
                            version.number(),
                            version.createdAt().truncatedTo(ChronoUnit.SECONDS),
                            aliasesOf(version, aliases),
                            gate(registry, version),
                            metrics(version)));
            erased.stream()
                    .filter(one -> one.version() == version.number())
                    .forEach(one -> output.print("        trained on %d rows of people who were erased since (%d)"
                            .formatted(one.rows(), one.people())));
            of(version, overrides)
                    .forEach(override -> output.print("        let through its gate by %s on %s: %s"
                            .formatted(override.who(), override.at().truncatedTo(ChronoUnit.SECONDS), override.why())));
        }
        Map<String, Object> listed = new LinkedHashMap<>();
        listed.put("name", model);
        listed.put("aliases", aliases);
        listed.put(
                "versions",
                versions.stream()
                        .map(version -> {
                            Map<String, Object> figures = figures(registry, version, of(version, overrides));
                            erased.stream()
                                    .filter(one -> one.version() == version.number())
                                    .findFirst()
                                    .ifPresent(one -> figures.put(
                                            "erased_since", Map.of("rows", one.rows(), "people", one.people())));
                            return figures;
                        })
                        .toList());
        return listed;
    }

    private static List<GateOverride> of(ModelVersion version, List<GateOverride> overrides) {
        return overrides.stream()
                .filter(override -> override.number() == version.number())
                .toList();
    }

    private static String gate(Registry registry, ModelVersion version) {
        return registry.gates()
                .verdict(version.model(), version.number())
                .map(verdict -> verdict.passed() ? "passed" : "not passed")
                .orElse("not judged");
    }

    private static String aliasesOf(ModelVersion version, Map<String, Integer> aliases) {
        return aliases.entrySet().stream()
                .filter(alias -> alias.getValue() == version.number())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
    }

    private static String metrics(ModelVersion version) {
        return version.metrics().entrySet().stream()
                .map(metric -> String.format(Locale.ROOT, "%s %.4f", metric.getKey(), metric.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static Map<String, Object> figures(Registry registry, ModelVersion version, List<GateOverride> overrides) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("number", version.number());
        figures.put("created_at", version.createdAt().toString());
        figures.put("dataset", version.dataset());
        figures.put("run", version.run());
        figures.put("metrics", version.metrics());
        figures.put("code_commit", version.codeCommit());
        figures.put("files", version.files());
        registry.gates().verdict(version.model(), version.number()).ifPresent(verdict -> {
            figures.put("gate_passed", verdict.passed());
            figures.put("gate_findings", verdict.findings());
        });
        figures.put(
                "gate_overrides",
                overrides.stream()
                        .map(override -> Map.of(
                                "who", override.who(),
                                "why", override.why(),
                                "at", override.at().toString()))
                        .toList());
        return figures;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Lets a version through that has not passed its gate, in somebody's name, so that it may become champion.",
                "Name and reason are shown with the version forever."
            })
    int approve(
            @Parameters(paramLabel = "MODEL", description = "E.g. marketplace-ranker.") String model,
            @Parameters(paramLabel = "NUMBER", description = "Of the version.") int number,
            @Option(names = "--why", paramLabel = "TEXT", required = true, description = "The reason.") String why,
            @Option(names = "--who", paramLabel = "NAME", description = "Who takes the responsibility (default: you).")
                    @Nullable
                    String who,
            @Mixin Output answer) {
        try (Platform platform = Platform.open()) {
            Registry registry = platform.registry();
            if (registry.version(model, number).isEmpty()) {
                throw new Failure(
                        Exit.NOT_FOUND,
                        "There is no version " + number + " of '" + model + "'; `tino models` lists those there are.");
            }
            String name = who == null ? System.getProperty("user.name") : who;
            registry.gates().override(model, number, name, why);
            answer.print("Version " + number + " of " + model + " may become champion, says " + name.strip() + ".");
            answer.result(Map.of("model", model, "number", number, "who", name.strip(), "why", why.strip()));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Writes the card of a version: everything that is recorded of it, for whoever has to answer for it.",
                "What the file ends in decides what it becomes: .html or .pdf."
            })
    int card(
            @Parameters(paramLabel = "MODEL", description = "E.g. marketplace-ranker.") String model,
            @Parameters(paramLabel = "NUMBER", description = "Of the version.") int number,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "Ends in .html or .pdf.")
                    Path file,
            @Option(
                            names = "--language",
                            paramLabel = "TAG",
                            defaultValue = "pt-BR",
                            description = "pt-BR (the default) or en.")
                    String language,
            @Option(names = "--force", description = "Replaces a file that is there.") boolean force,
            @Mixin Output answer)
            throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".html") && !name.endsWith(".pdf")) {
            throw new Failure(Exit.USAGE, "Expected a file that ends in .html or .pdf, got '" + file + "'.");
        }
        Locale locale = Texts.language(language)
                .orElseThrow(
                        () -> new Failure(Exit.USAGE, "Expected the language pt-BR or en, got '" + language + "'."));
        NewFile.require(file, force);
        try (Platform platform = Platform.open()) {
            ModelVersion version = new NamedVersion(model, number).find(platform.registry());
            ModelCard card = platform.cards(Models.pipelines(platform), DriftSince.by(Models.driftWatch(platform)))
                    .of(model, number)
                    .orElseThrow();
            String html = new CardPaper(Texts.source(), Settings.load().jobs().zone()).html(card, locale);
            Files.write(file, name.endsWith(".pdf") ? CardPdf.of(html) : html.getBytes(StandardCharsets.UTF_8));
            answer.print("The card of version " + number + " of " + model + " is in " + file + ".");
            answer.result(Map.of(
                    "model",
                    version.model(),
                    "number",
                    version.number(),
                    "file",
                    file.toAbsolutePath().toString()));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Writes on a version's card what a person has to say; it takes the place of what the application says by default.",
                "SECTION is use, misuse, people, limits or ethics."
            })
    int note(
            @Parameters(paramLabel = "MODEL", description = "E.g. marketplace-ranker.") String model,
            @Parameters(paramLabel = "NUMBER", description = "Of the version.") int number,
            @Parameters(paramLabel = "SECTION", description = "Of the card.") String section,
            @Parameters(paramLabel = "TEXT", description = "Empty takes it away.") String text,
            @Option(
                            names = "--language",
                            paramLabel = "TAG",
                            description = "pt-BR or en; without it the text stands in cards of any language.")
                    @Nullable
                    String language,
            @Mixin Output answer) {
        if (!ModelCard.SECTIONS.contains(section)) {
            throw new Failure(Exit.USAGE, "Expected one of " + ModelCard.SECTIONS + ", got '" + section + "'.");
        }
        String tag = ModelCard.tag(
                section,
                language == null
                        ? null
                        : Texts.language(language)
                                .orElseThrow(() -> new Failure(
                                        Exit.USAGE, "Expected the language pt-BR or en, got '" + language + "'."))
                                .getLanguage());
        try (Platform platform = Platform.open()) {
            new NamedVersion(model, number).find(platform.registry());
            if (text.isBlank()) {
                platform.registry().removeTag(model, number, tag);
            } else {
                platform.registry().tag(model, number, tag, text.strip());
            }
            answer.print("Version " + number + " of " + model + " says so on its card.");
            answer.result(Map.of("model", model, "number", number, "tag", tag, "text", text.strip()));
            return Exit.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes the previous champion the champion again; every server follows within a second.")
    int rollback(
            @Parameters(paramLabel = "MODEL", description = "E.g. marketplace-ranker.") String model,
            @Option(names = "--why", paramLabel = "TEXT", description = "Kept in the history.") @Nullable String why,
            @Mixin Output answer) {
        try (Platform platform = Platform.open()) {
            Registry registry = platform.registry();
            if (registry.versions(model).isEmpty()) {
                throw new Failure(Exit.NOT_FOUND, "There is no model '" + model + "', there are " + registry.models());
            }
            try {
                ModelVersion champion =
                        registry.rollback(model, System.getProperty("user.name"), why == null ? "by hand" : why);
                answer.print("Version " + champion.number() + " of " + model + " is champion again.");
                answer.result(Map.of("model", model, "champion", champion.number()));
                return Exit.OK;
            } catch (IllegalStateException none) {
                throw new Failure(Exit.FAILED, String.valueOf(none.getMessage()), none);
            }
        }
    }
}
