package tino.assistant.knowledge;

import java.io.IOException;
import java.io.InputStream;
import tino.language.benchmark.Benchmark;
import tino.language.benchmark.BenchmarkFile;

/** The questions on the {@link ShippedCorpus} that come with the program, some without an answer in it. */
public final class ShippedBenchmark {
    private static final String FILE = "/tino/assistant/benchmark.json";

    private ShippedBenchmark() {}

    /** @throws IOException if this build lacks it */
    public static Benchmark read() throws IOException {
        try (InputStream in = ShippedBenchmark.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("The benchmark " + FILE + " is missing from this build");
            }
            return BenchmarkFile.read("the shipped benchmark", in.readAllBytes());
        }
    }
}
