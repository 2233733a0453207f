package tino.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.search.embedding.CorpusEmbedder;
import tino.search.embedding.CorpusSettings;
import tino.search.embedding.Embedder;
import tino.search.embedding.EmbedderSource;
import tino.search.lucene.LuceneEngine;

final class LiveIndexTest {
    @TempDir
    Path home;

    @Test
    void findsByTextAndMeaningUnderFiltersAfterARebuild() {
        try (LiveIndex index = open()) {
            assertThat(index.state()).isEqualTo(new LiveIndex.State.Empty());
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);

            assertThat(index.state()).isEqualTo(new LiveIndex.State.Ready());
            List<Hit> hits = index.search("ELETRICA", List.of(), 10);
            assertThat(hits.getFirst().document()).isEqualTo(Trades.ALL.getFirst());
            assertThat(hits.getFirst().text()).isPositive();
            assertThat(hits.getFirst().similarity()).isBetween(.5, 1.0);
            assertThat(index.search("eletricista", List.of(new Filter.Keyword("category", "aulas")), 10))
                    .extracting(hit -> hit.document().id())
                    .containsExactly("3");
            assertThat(index.search("conserto", List.of(new Filter.Range("price", 0, 80)), 10))
                    .extracting(hit -> hit.document().id())
                    .containsExactly("3");
        }
    }

    @Test
    void keepsWhatWasCommittedOverARestart() {
        try (LiveIndex index = open()) {
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
            index.put(List.of(Trades.trade("5", "Pintor", "Pintura de paredes", "casa", 50)));
            index.delete(List.of("4"));
            index.refresh();
            assertThat(index.get(List.of("4", "5", "1")))
                    .extracting(Document::id)
                    .containsExactly("5", "1");
            index.commit();
        }
        try (LiveIndex index = open()) {
            assertThat(index.size()).isEqualTo(4);
            assertThat(index.search("pintura", List.of(), 1)
                            .getFirst()
                            .document()
                            .id())
                    .isEqualTo("5");
        }
    }

    @Test
    void refusesASecondProcess() {
        try (LiveIndex index = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another process");
            assertThat(index.size()).isZero();
        }
    }

    @Test
    void saysWhatIsWrongWithADamagedIndexAndRecoversByARebuild() throws Exception {
        try (LiveIndex index = open()) {
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
        }
        try (Stream<Path> files = Files.walk(home)) {
            Path vectors = files.filter(file ->
                            file.toString().endsWith(".vec") || file.toString().endsWith(".cfs"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(vectors);
            bytes[bytes.length / 2] ^= 1;
            Files.write(vectors, bytes);
        }
        try (LiveIndex index = open()) {
            assertThat(index.state()).isInstanceOf(LiveIndex.State.Unreadable.class);
            assertThatThrownBy(() -> index.search("luz", List.of(), 1))
                    .isInstanceOf(IndexUnreadable.class)
                    .hasMessageContaining("damaged")
                    .hasMessageContaining(home.toString())
                    .hasMessageContaining("tino index rebuild");
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
            assertThat(index.search("luz", List.of(), 1)).hasSize(1);
        }
    }

    @Test
    void answersWhileItIsRebuiltAndTakesWritesOfThatTimeAlong() throws Exception {
        try (LiveIndex index = open();
                ExecutorService searcher = Executors.newSingleThreadExecutor()) {
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
            AtomicBoolean over = new AtomicBoolean();
            Future<Integer> searches = searcher.submit(() -> {
                int count = 0;
                while (!over.get()) {
                    assertThat(index.search("torneiras", List.of(), 10)).isNotEmpty();
                    assertThat(index.get(List.of("2"))).hasSize(1);
                    count++;
                }
                return count;
            });
            for (int round = 0; round < 5; round++) {
                Document newer = Trades.trade("2", "Encanadora " + round, "Conserto de torneiras", "casa", round);
                AtomicInteger reads = new AtomicInteger();
                // The stream still has the old document 2 and the deleted 3 when the writes have come.
                index.rebuild(
                        () -> {
                            if (reads.getAndIncrement() == 1) {
                                index.put(List.of(newer));
                                index.delete(List.of("3"));
                            }
                            return Trades.ALL.stream();
                        },
                        RebuildProgress.SILENT);
                assertThat(index.get(List.of("2"))).containsExactly(newer);
                assertThat(index.get(List.of("3"))).isEmpty();
            }
            over.set(true);
            assertThat(searches.get()).isPositive();
        }
        assertThat(generations()).hasSize(1);
    }

    @Test
    void keepsTheOldGenerationWhenARebuildFails() throws Exception {
        try (LiveIndex index = open()) {
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
            AtomicInteger reads = new AtomicInteger();
            assertThatThrownBy(() -> index.rebuild(
                            () -> Trades.ALL.stream().peek(trade -> {
                                if (reads.incrementAndGet() > 6) {
                                    throw new IllegalStateException("the database is gone");
                                }
                            }),
                            RebuildProgress.SILENT))
                    .hasMessage("the database is gone");
            assertThat(index.state()).isEqualTo(new LiveIndex.State.Ready());
            assertThat(index.size()).isEqualTo(4);
            assertThat(generations()).hasSize(1);
        }
    }

    @Test
    void answersFromTheOldGenerationUntilItIsRebuiltForAnotherEmbedderOrSchema() {
        try (LiveIndex index = open()) {
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
        }
        IndexSchema more = new IndexSchema(
                "trades", "pt", Trades.SCHEMA.texts(), List.of("title"), Set.of("category", "city"), Set.of("price"));
        EmbedderSource other = CorpusEmbedder.source(new CorpusSettings("pt", 16, 4096, 100, 1));
        try (LiveIndex index = Trades.open(home, more, other)) {
            assertThat(index.state())
                    .isInstanceOfSatisfying(
                            LiveIndex.State.Outdated.class,
                            outdated -> assertThat(outdated.reason()).contains("fields", "embedder"));
            String before = index.embedder();
            assertThat(index.search("torneiras", List.of(), 1)).hasSize(1);
            assertThat(index.search("torneiras", List.of(new Filter.Keyword("city", "Santos")), 1))
                    .isEmpty();
            Document inSantos = new Document(
                    "5", Map.of("title", "Torneiras"), Map.of("city", "Santos"), Map.of("price", 1.0), null);
            index.put(List.of(inSantos));
            index.refresh();
            assertThat(index.get(List.of("5"))).hasSize(1);

            index.rebuild(() -> Stream.of(inSantos), RebuildProgress.SILENT);

            assertThat(index.state()).isEqualTo(new LiveIndex.State.Ready());
            assertThat(index.embedder()).isNotEqualTo(before);
            assertThat(index.search("torneiras", List.of(new Filter.Keyword("city", "Santos")), 1))
                    .hasSize(1);
        }
    }

    @Test
    void searchesByTextOnlyWhileTheEmbedderDoesNotAnswerAndCountsThat() {
        AtomicBoolean down = new AtomicBoolean();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (LiveIndex index =
                LiveIndex.open(home, Trades.SCHEMA, EmbedderSource.of(service(down)), LuceneEngine.STANDARD, metrics)) {
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
            assertThat(index.search("torneiras", List.of(), 1).getFirst().similarity())
                    .isEqualTo(1);

            down.set(true);
            Hit hit = index.search("torneiras", List.of(), 1).getFirst();
            assertThat(hit.document().id()).isEqualTo("2");
            assertThat(hit.similarity()).isNaN();
            assertThat(metrics.get("tino.search.unembedded").counter().count()).isEqualTo(1);
            assertThatThrownBy(() -> index.put(Trades.ALL)).isInstanceOf(Embedder.EmbeddingUnavailable.class);
        }
    }

    /** Every vector the same; good enough to see whether there is one. */
    private static Embedder service(AtomicBoolean down) {
        return new Embedder() {
            @Override
            public int dimensions() {
                return 2;
            }

            @Override
            public String fingerprint() {
                return "service/1";
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                if (down.get()) {
                    throw new EmbeddingUnavailable("down", null);
                }
                return texts.stream().map(text -> new float[] {1, 0}).toList();
            }
        };
    }

    /** A child JVM rebuilds over and over and is killed at any point, five times. */
    @Test
    void isTheOldGenerationOrTheNewOneAfterAKillAtAnyPoint() throws Exception {
        try (LiveIndex index = open()) {
            index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
        }
        Random random = new Random();
        for (int round = 0; round < 5; round++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Rebuilder.class.getName(),
                            home.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out = child.inputReader()) {
                int rebuilds = random.nextInt(4);
                for (int i = 0; i <= rebuilds; i++) {
                    assertThat(out.readLine()).isEqualTo("rebuilding");
                }
                long nanos = random.nextLong(60_000_000);
                java.util.concurrent.locks.LockSupport.parkNanos(nanos);
                child.destroyForcibly().waitFor();
            }
            try (LiveIndex index = open()) {
                assertThat(index.state()).isEqualTo(new LiveIndex.State.Ready());
                assertThat(index.size()).isEqualTo(4);
                assertThat(index.search("torneiras", List.of(), 1)).hasSize(1);
                assertThat(generations()).hasSize(1);
            }
        }
    }

    /** Runs in the child JVM. */
    static final class Rebuilder {
        public static void main(String[] home) {
            try (LiveIndex index = Trades.open(Path.of(home[0]))) {
                while (true) {
                    System.out.println("rebuilding");
                    index.rebuild(Trades.ALL::stream, RebuildProgress.SILENT);
                }
            }
        }
    }

    private List<Path> generations() throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("index").resolve("trades"))) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private LiveIndex open() {
        return Trades.open(home);
    }
}
