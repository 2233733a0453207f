package tino.search.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tino.search.analysis.TextAnalysis;

/** Learns a {@link CorpusEmbedder}. */
final class CorpusTraining {
    /** A feature of one text only says nothing of what goes with what; below this many texts every one counts. */
    private static final int FEW = 50;

    private CorpusTraining() {}

    static CorpusEmbedder train(Stream<String> texts, CorpusSettings settings) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        List<String> sample = sample(texts.iterator(), settings.sample(), random);
        Subwords subwords = new Subwords(TextAnalysis.of(settings.language()));
        List<LongCounts> rows = sample.parallelStream()
                .map(text -> {
                    LongCounts counts = new LongCounts();
                    subwords.of(text, counts::add);
                    return counts;
                })
                .toList();
        LongCounts frequencies = new LongCounts();
        rows.forEach(row -> {
            for (long feature : row.keys()) {
                frequencies.add(feature);
            }
        });
        long[] features = vocabulary(frequencies, rows.size(), settings.vocabulary());
        float[] idf = new float[features.length];
        for (int i = 0; i < idf.length; i++) {
            idf[i] = (float) Math.log((1.0 + rows.size()) / (1.0 + frequencies.get(features[i]))) + 1;
        }
        TruncatedSvd svd = TruncatedSvd.of(matrix(rows, features, idf), settings.dimensions(), random);
        int dimensions = settings.dimensions();
        float[] projection = new float[features.length * dimensions];
        for (int i = 0; i < features.length; i++) {
            System.arraycopy(svd.vectors()[i], 0, projection, i * dimensions, svd.vectors()[i].length);
        }
        return new CorpusEmbedder(settings, features, idf, projection);
    }

    /** Evenly drawn without knowing how many come (Vitter 1985, algorithm R). */
    private static List<String> sample(Iterator<String> texts, int most, SplittableRandom random) {
        List<String> sample = new ArrayList<>();
        for (long seen = 1; texts.hasNext(); seen++) {
            String text = texts.next();
            if (sample.size() < most) {
                sample.add(text);
            } else {
                long place = random.nextLong(seen);
                if (place < most) {
                    sample.set((int) place, text);
                }
            }
        }
        return sample;
    }

    /** The features that tell most, ascending: of those neither in one text nor in most, the ones with most df · idf. */
    private static long[] vocabulary(LongCounts frequencies, int texts, int most) {
        int fewest = texts < FEW ? 1 : 2;
        record Candidate(long feature, double worth) {}
        return Arrays.stream(frequencies.keys())
                .mapToObj(feature -> {
                    int df = frequencies.get(feature);
                    return new Candidate(feature, df < fewest ? -1 : df * Math.log((1.0 + texts) / df));
                })
                .filter(candidate -> candidate.worth() > 0)
                .sorted(Comparator.comparingDouble(Candidate::worth).reversed().thenComparingLong(Candidate::feature))
                .limit(most)
                .mapToLong(Candidate::feature)
                .sorted()
                .toArray();
    }

    /** One row a text, of length 1. */
    private static SparseMatrix matrix(List<LongCounts> rows, long[] features, float[] idf) {
        record Row(int[] indices, float[] values) {}
        List<Row> sparse = rows.parallelStream()
                .map(counts -> {
                    long[] known = Arrays.stream(counts.keys())
                            .filter(feature -> Arrays.binarySearch(features, feature) >= 0)
                            .toArray();
                    int[] indices = Arrays.stream(known)
                            .mapToInt(feature -> Arrays.binarySearch(features, feature))
                            .toArray();
                    float[] values = new float[known.length];
                    for (int i = 0; i < known.length; i++) {
                        values[i] = CorpusEmbedder.weight(counts.get(known[i]), idf[indices[i]]);
                    }
                    return new Row(indices, CorpusEmbedder.normalised(values));
                })
                .toList();
        int[] starts = new int[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], sparse.get(i).indices().length);
        }
        int[] indices = new int[starts[rows.size()]];
        float[] values = new float[indices.length];
        IntStream.range(0, rows.size()).forEach(i -> {
            Row row = sparse.get(i);
            System.arraycopy(row.indices(), 0, indices, starts[i], row.indices().length);
            System.arraycopy(row.values(), 0, values, starts[i], row.values().length);
        });
        return new SparseMatrix(features.length, starts, indices, values);
    }
}
