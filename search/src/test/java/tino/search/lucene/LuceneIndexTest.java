package tino.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.search.Document;
import tino.search.IndexSchema;
import tino.search.IndexUnreadable;
import tino.search.Query;
import tino.search.SearchIndex;
import tino.search.SearchIndexContract;

final class LuceneIndexTest extends SearchIndexContract {

    @TempDir
    Path folder;

    @Override
    protected SearchIndex open() {
        return open(SCHEMA, "embedder/1");
    }

    private SearchIndex open(IndexSchema schema, String embedder) {
        return LuceneEngine.STANDARD.open(folder, schema, embedder, DIMENSIONS);
    }

    @Test
    void dropsWhatWasNotCommitted() {
        Path other = folder.resolve("other");
        try (SearchIndex index = LuceneEngine.STANDARD.open(other, SCHEMA, "e", DIMENSIONS)) {
            index.put(List.of(text("1")));
            index.commit();
            index.put(List.of(text("2")));
            index.refresh();
            assertThat(index.size()).isEqualTo(2);
        }
        try (SearchIndex index = LuceneEngine.STANDARD.open(other, SCHEMA, "e", DIMENSIONS)) {
            assertThat(index.size()).isEqualTo(1);
        }
    }

    /** Words of one inflection each, so that only the n-grams of "encan" and "paulo" can match them. */
    @Test
    void leavesOutOfAQueryWhatNearlyAllOfVeryManyDocumentsHave() {
        Path other = folder.resolve("many");
        try (SearchIndex index = LuceneEngine.STANDARD.open(other, SCHEMA, "e", DIMENSIONS)) {
            index.put(IntStream.range(0, 4_900)
                    .mapToObj(number -> titled("" + number, "encanx" + number))
                    .toList());
            index.put(List.of(titled("rare", "paulox")));
            index.refresh();
            assertThat(found(index, "encany")).hasSize(10);

            index.put(IntStream.range(4_900, 5_100)
                    .mapToObj(number -> titled("" + number, "encanx" + number))
                    .toList());
            index.refresh();
            assertThat(found(index, "encany")).isEmpty();
            assertThat(found(index, "encany pauloy")).containsExactly("rare");
            assertThat(found(index, "encanx7")).contains("7");
        }
    }

    private static List<String> found(SearchIndex index, String text) {
        return index.search(new Query(text, null, List.of(), 10)).stream()
                .map(hit -> hit.document().id())
                .toList();
    }

    private static Document titled(String id, String title) {
        return new Document(id, Map.of("title", title), Map.of(), Map.of(), null, null);
    }

    @Test
    void refusesAnIndexOfAnotherSchemaOrEmbedder() {
        Path other = write("1");
        IndexSchema more = new IndexSchema("contract", "pt", SCHEMA.texts(), List.of(), Set.of(), Set.of("price"));
        assertThatThrownBy(() -> LuceneEngine.STANDARD.open(other, more, "embedder/1", DIMENSIONS))
                .isInstanceOf(IndexUnreadable.class)
                .hasMessageContainingAll("tino.schema", other.toString(), "tino index rebuild");
        assertThatThrownBy(() -> LuceneEngine.STANDARD.open(other, SCHEMA, "embedder/2", DIMENSIONS))
                .isInstanceOf(IndexUnreadable.class)
                .hasMessageContainingAll("tino.embedder", "embedder/1", "embedder/2");
    }

    @Test
    void refusesAnIndexOfANewerFormat() throws IOException {
        Path other = write("1");
        try (Directory directory = new MMapDirectory(other);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new KeywordAnalyzer()))) {
            writer.setLiveCommitData(Map.of("tino.format", "2").entrySet());
            writer.commit();
        }
        assertThatThrownBy(() -> LuceneEngine.STANDARD.open(other, SCHEMA, "embedder/1", DIMENSIONS))
                .isInstanceOf(IndexUnreadable.class)
                .hasMessageContainingAll("format 2", "newer version", "tino index rebuild");
    }

    @Test
    void refusesAnyFileThatIsDamagedMissingOrCutShort() throws IOException {
        Path other = write("1");
        List<Path> files;
        try (Stream<Path> all = Files.list(other)) {
            files = all.filter(file -> !file.endsWith("write.lock")).toList();
        }
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            byte[] flipped = good.clone();
            flipped[good.length / 2] ^= 0x10;
            refused(other, file, flipped);
            refused(other, file, java.util.Arrays.copyOf(good, good.length / 2));
            if (!file.getFileName().toString().startsWith("segments")) {
                refused(other, file, null);
            }
            Files.write(file, good);
        }
        try (SearchIndex index = LuceneEngine.STANDARD.open(other, SCHEMA, "embedder/1", DIMENSIONS)) {
            assertThat(index.size()).isEqualTo(1);
        }
    }

    private static void refused(Path folder, Path file, byte @Nullable [] content) throws IOException {
        if (content == null) {
            Files.delete(file);
        } else {
            Files.write(file, content);
        }
        assertThatThrownBy(() -> LuceneEngine.STANDARD
                        .open(folder, SCHEMA, "embedder/1", DIMENSIONS)
                        .close())
                .as("%s, %s", file, content == null ? "missing" : content.length + " bytes")
                .isInstanceOf(IndexUnreadable.class)
                .hasMessageContainingAll(folder.toString(), "tino index rebuild");
    }

    @Test
    void keepsAnsweringOnAFullDiskAndWritesAgainWhenThereIsRoom() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        Path other = folder.resolve("other");
        try (SearchIndex index = LuceneIndex.open(
                new FillableDirectory(new MMapDirectory(other), full),
                other,
                SCHEMA,
                "e",
                DIMENSIONS,
                LuceneOptions.STANDARD)) {
            index.put(List.of(text("1")));
            index.commit();
            index.refresh();

            full.set(true);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> {
                            index.put(List.of(text("2")));
                            index.commit();
                        })
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("No space left on device");
                assertThat(index.search(new Query("luz", null, List.of(), 10))).hasSize(1);
                assertThat(index.get(List.of("1"))).hasSize(1);
            }

            full.set(false);
            index.put(List.of(text("2")));
            index.commit();
            index.refresh();
            assertThat(index.size()).isEqualTo(2);
        }
        try (SearchIndex index = LuceneEngine.STANDARD.open(other, SCHEMA, "e", DIMENSIONS)) {
            assertThat(index.size()).isEqualTo(2);
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        Path other = folder.resolve("other");
        try (SearchIndex index = LuceneEngine.STANDARD.open(other, SCHEMA, "e", DIMENSIONS)) {
            assertThatThrownBy(() -> LuceneEngine.STANDARD.open(other, SCHEMA, "e", DIMENSIONS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
            assertThat(index.size()).isZero();
        }
    }

    private Path write(String id) {
        Path other = folder.resolve("other");
        try (SearchIndex index = LuceneEngine.STANDARD.open(other, SCHEMA, "embedder/1", DIMENSIONS)) {
            index.put(List.of(text(id)));
            index.commit();
        }
        return other;
    }

    private static Document text(String id) {
        return new Document(
                id, Map.of("title", "luz"), Map.of(), Map.of("price", 1.0), null, new float[] {1, 0, 0, 0, 0, 0, 0, 0});
    }

    /** A disk that can be full. */
    private static final class FillableDirectory extends FilterDirectory {
        private final AtomicBoolean full;

        private FillableDirectory(Directory directory, AtomicBoolean full) {
            super(directory);
            this.full = full;
        }

        private void check() throws IOException {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            IndexOutput output = super.createOutput(name, context);
            return new FilterIndexOutput("fillable " + name, name, output) {
                @Override
                public void writeByte(byte b) throws IOException {
                    check();
                    super.writeByte(b);
                }

                @Override
                public void writeBytes(byte[] b, int offset, int length) throws IOException {
                    check();
                    super.writeBytes(b, offset, length);
                }
            };
        }
    }
}
