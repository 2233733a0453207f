package tino.language.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.crawl.Site;
import tino.language.passage.PassageSettings;
import tino.language.source.SourceLimits;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.NamedLock;
import tino.lifecycle.database.TestDatabase;
import tino.search.RebuildProgress;
import tino.search.outbox.Outbox;

final class KnowledgeTest {
    private static final String ACOS = """
            # O que é ACOS

            ## Definição

            O ACOS é a parte da receita de anúncios que foi gasta com eles.

            ## Fórmula

            O ACOS é o gasto dividido pela receita, vezes cem.
            """;
    private static final String ROAS = """
            # O que é ROAS

            O ROAS é quanto cada real gasto em anúncios trouxe de receita.
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private final Database database = TestDatabase.fresh("search", "language");
    private final Outbox outbox = new Outbox(database);
    private final Knowledge knowledge = knowledge(KnowledgeSettings.STANDARD);

    private Knowledge knowledge(KnowledgeSettings settings) {
        return new Knowledge(database, outbox, settings, () -> Instant.parse("2026-03-01T12:00:00Z"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private IngestResult ingest() throws InterruptedException {
        return knowledge.ingestFolder("guia", folder, "ana", IngestProgress.SILENT);
    }

    private static KnowledgeVersion version(IngestResult result) {
        return result.version().orElseThrow();
    }

    private Set<String> ids(Knowledge of) {
        return of.passages().map(Passage::id).collect(Collectors.toSet());
    }

    @Test
    void followsAFolderVersionByVersion() throws Exception {
        write("metricas/acos.md", ACOS);
        write("metricas/roas.md", ROAS);
        write(".git/config", "nada");
        KnowledgeVersion first = version(ingest());
        assertThat(first.finishedAt()).isNotNull();
        assertThat(List.of(first.added(), first.changed(), first.removed(), first.rejected(), first.passages()))
                .containsExactly(2, 0, 0, 0, 3);
        Set<String> before = ids(knowledge);

        assertThat(ingest().version()).isEmpty();
        assertThat(ingest().unchanged()).isEqualTo(2);
        assertThat(knowledge.versions(10)).hasSize(1);

        write("metricas/acos.md", ACOS.replace("vezes cem", "em por cento"));
        write("metricas/cpc.md", "# CPC\n\nO CPC é o custo de um clique.\n");
        Files.delete(folder.resolve("metricas/roas.md"));
        KnowledgeVersion second = version(ingest());
        assertThat(List.of(second.added(), second.changed(), second.removed(), second.passages()))
                .containsExactly(1, 1, 1, 3);
        assertThat(ids(knowledge).stream().filter(before::contains)).hasSize(1);
        assertThat(knowledge.versions(10)).extracting(KnowledgeVersion::by).containsExactly("ana", "ana");

        assertThat(knowledge.sources()).singleElement().satisfies(source -> {
            assertThat(source.kind()).isEqualTo(KnowledgeSource.Kind.FOLDER);
            assertThat(source.documents()).isEqualTo(2);
        });
        Passage passage = knowledge
                .passages()
                .filter(one -> one.section().equals("Definição"))
                .findFirst()
                .orElseThrow();
        assertThat(knowledge.passage(passage.id())).contains(passage);
        assertThat(passage.source()).isEqualTo("metricas/acos.md");

        // Only the bytes changed: nothing to tell.
        write("metricas/cpc.md", "# CPC\n\nO CPC é o custo  de um clique.\n\n\n");
        assertThat(ingest().version()).isEmpty();

        assertThat(knowledge.removeSource("guia", "bia").orElseThrow().removed())
                .isEqualTo(2);
        assertThat(knowledge.passages()).isEmpty();
        assertThat(knowledge.sources()).isEmpty();
        assertThat(knowledge.removeSource("guia", "bia")).isEmpty();
    }

    @Test
    void saysWhatItDidNotReadAndWhy() throws Exception {
        write("a.md", ACOS);
        write("vazio.md", "");
        write("falso.pdf", "PK\u0003\u0004...");
        write("foto.png", "\u0000x");
        KnowledgeVersion version = version(ingest());
        assertThat(version.rejected()).isEqualTo(3);
        assertThat(knowledge.rejections("guia"))
                .extracting(Rejection::document, Rejection::reason)
                .containsExactly(
                        Tuple.tuple("falso.pdf", "UNKNOWN_KIND"),
                        Tuple.tuple("foto.png", "UNKNOWN_KIND"),
                        Tuple.tuple("vazio.md", "EMPTY"));
        assertThat(ingest().version()).isEmpty();
        write("a.md", "");
        assertThat(version(ingest()).rejected()).isEqualTo(1);
        assertThat(knowledge.passages()).isEmpty();
        write("a.md", ACOS);
        assertThat(version(ingest()).changed()).isEqualTo(1);
    }

    @Test
    void brokenOffItEndsTheSameAsInOneGo() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("d" + i + ".md", "# Documento " + i + "\n\nTexto número " + i + " sobre a métrica m" + i + ".\n");
        }
        KnowledgeSettings small = new KnowledgeSettings(SourceLimits.STANDARD, PassageSettings.STANDARD, 3);
        Knowledge careful = knowledge(small);
        for (int stop : List.of(4, 8)) {
            assertThatThrownBy(() -> careful.ingestFolder("guia", folder, "ana", (done, all, document) -> {
                        if (done == stop) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
            assertThat(careful.versions(9))
                    .singleElement()
                    .satisfies(open -> assertThat(open.finishedAt()).isNull());
        }
        KnowledgeVersion version = version(careful.ingestFolder("guia", folder, "ana", IngestProgress.SILENT));
        assertThat(version.added()).isEqualTo(10);
        assertThat(version.passages()).isEqualTo(10);
        assertThat(careful.versions(9)).hasSize(1);
        assertThat(careful.ingestFolder("guia", folder, "ana", IngestProgress.SILENT)
                        .version())
                .isEmpty();
    }

    @Test
    void nearDuplicatesAreDroppedOverAllSourcesAndComeBack() throws Exception {
        String text =
                "O anúncio patrocinado aparece entre os resultados de busca do marketplace e o vendedor paga por clique,"
                        + " conforme o lance que deu e a relevância do produto para quem procura naquele momento e naquele lugar.";
        write("b.md", "# B\n\n" + text + "\n");
        ingest();
        Path other = Files.createDirectory(home.resolve("outra"));
        Files.writeString(other.resolve("a.md"), "# A\n\n" + text.replace("clique,", "CLIQUE") + "\n");
        KnowledgeVersion second = version(knowledge.ingestFolder("outra", other, "ana", IngestProgress.SILENT));
        assertThat(second.duplicates()).isEqualTo(1);
        // The older source has precedence.
        assertThat(knowledge.passages())
                .singleElement()
                .satisfies(kept -> assertThat(kept.source()).isEqualTo("b.md"));
        Files.delete(folder.resolve("b.md"));
        ingest();
        assertThat(knowledge.passages())
                .singleElement()
                .satisfies(kept -> assertThat(kept.source()).isEqualTo("a.md"));
    }

    @Test
    void theIndexFollowsAndFinds() throws Exception {
        write("acos.md", ACOS);
        write("roas.md", ROAS);
        ingest();
        try (KnowledgeIndex index = KnowledgeIndex.open(
                home,
                database,
                outbox,
                knowledge,
                KnowledgeIndex.LEARNED,
                PassageBoosts.STANDARD,
                new SimpleMeterRegistry())) {
            assertThat(index.retrieve("acos", 5)).isEmpty();
            index.rebuild(RebuildProgress.SILENT);
            Retrieved best = index.retrieve("qual a fórmula do ACOS?", 2).getFirst();
            assertThat(best.passage())
                    .isEqualTo(knowledge.passage(best.passage().id()).orElseThrow());
            assertThat(best.passage().section()).isEqualTo("Fórmula");
            assertThat(index.retrieve(" ", 2)).isEmpty();

            write("cpc.md", "# O que é CPC\n\nO CPC é o custo de cada clique num anúncio.\n");
            Files.delete(folder.resolve("roas.md"));
            ingest();
            assertThat(outbox.pending(PassageDocuments.INDEX)).isPositive();
            index.refresh();
            assertThat(outbox.pending(PassageDocuments.INDEX)).isZero();
            assertThat(index.retrieve("custo do clique", 1).getFirst().passage().source())
                    .isEqualTo("cpc.md");
            assertThat(index.index().size()).isEqualTo(3);
            assertThat(index.retrieve("ROAS", 10))
                    .noneMatch(found -> found.passage().source().equals("roas.md"));
        }
    }

    @Test
    void anEmptyCorpusFindsNothing() {
        try (KnowledgeIndex index = KnowledgeIndex.open(
                home,
                database,
                outbox,
                knowledge,
                KnowledgeIndex.LEARNED,
                PassageBoosts.STANDARD,
                new SimpleMeterRegistry())) {
            index.start();
            assertThat(index.retrieve("o que é ACOS?", 5)).isEmpty();
        }
    }

    @Test
    void readsACorpusFromAJar() throws Exception {
        Path jar = home.resolve("corpus.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : Map.of(
                            "corpus/",
                            "",
                            "corpus/README.md",
                            "# Leia",
                            "corpus/m/acos.md",
                            ACOS,
                            "corpus/x.json",
                            "{}")
                    .entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            IngestResult result =
                    knowledge.ingestClasspath("padrão", loader, "corpus", "sistema", IngestProgress.SILENT);
            assertThat(version(result).added()).isEqualTo(1);
            assertThat(knowledge.passages())
                    .hasSize(2)
                    .allMatch(passage -> passage.source().equals("m/acos.md"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> knowledge.ingestClasspath("x", loader, "nada", "sistema", IngestProgress.SILENT));
        }
    }

    @Test
    void followsASite() throws Exception {
        try (Site site = new Site()) {
            site.page(
                    "/",
                    "<title>Loja</title><main><p>Bem-vindo à loja de exemplos.</p><a href='/acos'>ACOS</a>"
                            + "<a href='/pdf'>x</a><a href='/instavel'>y</a></main>");
            site.page("/acos", "<main><h1>ACOS</h1><p>O ACOS compara gasto e receita.</p></main>");
            site.page("/instavel", "<main><p>Texto que às vezes não vem.</p></main>");
            site.on("/pdf", exchange -> Site.answer(exchange, 200, "application/pdf", "PK\u0003\u0004"));
            KnowledgeVersion first = version(site(site));
            assertThat(List.of(first.added(), first.rejected())).containsExactly(3, 1);
            Passage passage = knowledge
                    .passages()
                    .filter(one -> one.title().equals("ACOS"))
                    .findFirst()
                    .orElseThrow();
            assertThat(passage.url()).isEqualTo(site.at("/acos"));
            assertThat(site(site).version()).isEmpty();

            site.off("/acos");
            site.on("/instavel", exchange -> Site.answer(exchange, 500, "text/html", ""));
            IngestResult third = site(site);
            assertThat(List.of(
                            version(third).added(),
                            version(third).changed(),
                            version(third).removed()))
                    .containsExactly(0, 0, 1);
            assertThat(third.rejections()).extracting(Rejection::reason).contains("UNREACHABLE");
            assertThat(knowledge.passages()).extracting(Passage::url).contains(site.at("/instavel"));
        }
    }

    private IngestResult site(Site site) throws InterruptedException {
        return knowledge.ingestSite(
                "loja", List.of(site.at("/")), site.crawler(site.settings()), "ana", IngestProgress.SILENT);
    }

    @Test
    void refusesWhatItCannotDo() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> knowledge.ingestFolder("g", folder.resolve("nada"), "ana", IngestProgress.SILENT))
                .withMessageContaining("Expected a folder");
        write("a.md", ACOS);
        ingest();
        try (Site site = new Site()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> knowledge.ingestSite(
                            "guia", List.of(site.at("/")), site.crawler(site.settings()), "ana", IngestProgress.SILENT))
                    .withMessageContaining("of another kind");
        }
        try (NamedLock _ = NamedLock.take(database, "tino.knowledge").orElseThrow()) {
            assertThatIllegalStateException().isThrownBy(this::ingest).withMessageContaining("going on");
        }
    }
}
