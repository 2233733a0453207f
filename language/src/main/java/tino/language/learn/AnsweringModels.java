package tino.language.learn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tino.language.extract.Answerability;
import tino.language.extract.SpanExtractor;
import tino.language.model.LearnedTrees;
import tino.language.model.Logit;
import tino.language.retrieve.Reranker;
import tools.jackson.databind.json.JsonMapper;

/**
 * The three models that answering by extraction needs, learned together. Those shipped were learned from FaQuAD's training questions;
 * see {@code tino/language/ATTRIBUTION.md}.
 */
public record AnsweringModels(LearnedTrees reranker, LearnedTrees extractor, Logit answerability) {
    private static final String RERANKER = "reranker.trees.gz";
    private static final String EXTRACTOR = "extractor.trees.gz";
    private static final String ANSWERABILITY = "answerability.json";

    /** Those that come with the program. */
    public static AnsweringModels shipped() {
        try {
            return new AnsweringModels(
                    Reranker.model(resource(RERANKER), RERANKER),
                    SpanExtractor.model(resource(EXTRACTOR), EXTRACTOR),
                    Answerability.model(resource(ANSWERABILITY), ANSWERABILITY));
        } catch (IOException e) {
            throw new UncheckedIOException("The models that come with the program do not fit it: " + e.getMessage(), e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AnsweringModels.class.getResourceAsStream("/tino/language/" + name)) {
            if (in == null) {
                throw new IOException("The resource /tino/language/" + name + " is not there");
            }
            return in.readAllBytes();
        }
    }

    /** @throws IOException if a file is missing, damaged, or of another layout than this program's */
    public static AnsweringModels read(Path folder) throws IOException {
        Path answerability = folder.resolve(ANSWERABILITY);
        return new AnsweringModels(
                Reranker.model(folder.resolve(RERANKER)),
                SpanExtractor.model(folder.resolve(EXTRACTOR)),
                Answerability.model(Files.readAllBytes(answerability), answerability.toString()));
    }

    /** Writes three files; the same models give the same bytes. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        reranker.write(folder.resolve(RERANKER));
        extractor.write(folder.resolve(EXTRACTOR));
        String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answerability);
        Files.write(folder.resolve(ANSWERABILITY), json.getBytes(StandardCharsets.UTF_8));
    }
}
