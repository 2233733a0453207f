package tino.search.embedding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tino.search.analysis.TextAnalysis;

/**
 * Learned from the corpus itself, without any download: TF-IDF over stems and character n-grams, projected onto the leading
 * singular vectors (latent semantic analysis, Deerwester et al. 1990). Texts that share no word meet where their words occur
 * together with the same others.
 */
public final class CorpusEmbedder implements Embedder {
    static final int VERSION = 1;
    private static final String FILE = "embedder.bin";

    private final CorpusSettings settings;
    private final long[] features;
    private final float[] idf;
    private final float[] projection;
    private final String fingerprint;
    private final Subwords subwords;

    /** Where each feature stands in {@link #features}, by the hash's highest bits, so that a look-up takes a step or two. */
    private final int[] firstBelow;

    private final int shift;

    /**
     * @param features hashes, ascending
     * @param projection one row of {@code dimensions} a feature
     */
    CorpusEmbedder(CorpusSettings settings, long[] features, float[] idf, float[] projection) {
        this.settings = settings;
        this.features = features;
        this.idf = idf;
        this.projection = projection;
        this.fingerprint = "corpus-" + VERSION + "/" + EmbedderFile.checksum(this);
        this.subwords = new Subwords(TextAnalysis.of(settings.language()));
        int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(features.length));
        this.shift = Long.SIZE - bits;
        this.firstBelow = new int[(1 << bits) + 1];
        for (long feature : features) {
            firstBelow[bucket(feature) + 1]++;
        }
        Arrays.parallelPrefix(firstBelow, Integer::sum);
    }

    private int bucket(long feature) {
        return (int) ((feature ^ Long.MIN_VALUE) >>> shift);
    }

    /** An embedder a generation, learned from its texts and kept in its folder. */
    public static EmbedderSource source(CorpusSettings settings) {
        return new EmbedderSource() {
            @Override
            public String name() {
                return settings.name();
            }

            @Override
            public Embedder create(Supplier<Stream<String>> texts, Path folder) {
                try (Stream<String> all = texts.get()) {
                    CorpusEmbedder embedder = train(all, settings);
                    embedder.save(folder);
                    return embedder;
                }
            }

            @Override
            public Embedder load(Path folder) {
                return CorpusEmbedder.load(folder);
            }
        };
    }

    /** Learns; the same texts in the same order and the same settings give the same embedder to the bit. */
    public static CorpusEmbedder train(Stream<String> texts, CorpusSettings settings) {
        return CorpusTraining.train(texts, settings);
    }

    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Durable when it returns. */
    public void save(Path folder) {
        EmbedderFile.write(this, folder.resolve(FILE));
    }

    /** @throws tino.search.IndexUnreadable if the file is missing, damaged or of a newer version */
    public static CorpusEmbedder load(Path folder) {
        return EmbedderFile.read(folder.resolve(FILE));
    }

    @Override
    public int dimensions() {
        return settings.dimensions();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    @Override
    public float[] embed(String text) {
        LongCounts counts = new LongCounts();
        subwords.of(text, feature -> {
            if (find(feature) >= 0) {
                counts.add(feature);
            }
        });
        int dimensions = settings.dimensions();
        float[] vector = new float[dimensions];
        for (long feature : counts.keys()) {
            int row = find(feature);
            float weight = weight(counts.get(feature), idf[row]);
            int from = row * dimensions;
            for (int i = 0; i < dimensions; i++) {
                vector[i] += weight * projection[from + i];
            }
        }
        return normalised(vector);
    }

    /** TF-IDF with the sublinear term frequency (Salton and Buckley 1988). */
    static float weight(int count, float idf) {
        return (float) (1 + Math.log(count)) * idf;
    }

    /** To length 1; the zero vector stays. Changes and returns its argument. */
    static float[] normalised(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        if (square > 0) {
            float factor = (float) (1 / Math.sqrt(square));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= factor;
            }
        }
        return vector;
    }

    private int find(long feature) {
        int bucket = bucket(feature);
        for (int i = firstBelow[bucket]; i < firstBelow[bucket + 1]; i++) {
            if (features[i] == feature) {
                return i;
            }
        }
        return -1;
    }

    CorpusSettings settings() {
        return settings;
    }

    long[] features() {
        return features;
    }

    float[] idf() {
        return idf;
    }

    float[] projection() {
        return projection;
    }
}
