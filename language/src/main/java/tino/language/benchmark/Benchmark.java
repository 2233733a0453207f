package tino.language.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tino.language.Passage;

/**
 * Questions with known answers.
 *
 * @param corpus the passages they are to be answered from; empty where those lie elsewhere
 */
public record Benchmark(String name, String version, List<Question> questions, List<Passage> corpus) {
    public Benchmark {
        questions = List.copyOf(questions);
        corpus = List.copyOf(corpus);
    }

    /**
     * A question.
     *
     * @param id of this question alone
     * @param right the right answers; none where it has no answer
     * @param category what figures are told apart by; may be empty, like {@code difficulty}
     * @param keywords that an answer should name
     * @param relevant ids or sources of the passages that hold the answer; empty where that is not known
     * @param answerable whether the corpus holds an answer
     */
    public record Question(
            String id,
            String text,
            List<String> right,
            String category,
            String difficulty,
            List<String> keywords,
            Set<String> relevant,
            boolean answerable) {
        public Question {
            right = List.copyOf(right);
            keywords = List.copyOf(keywords);
            relevant = Set.copyOf(relevant);
            if (answerable && right.isEmpty()) {
                throw new IllegalArgumentException(
                        "Expected a right answer for the answerable question '" + id + "', got none.");
            }
        }
    }

    /** SHA-256 of all that is asked and of the corpus, as 64 hexadecimal digits; the same however the file was laid out. */
    public String hash() {
        MessageDigest digest = sha256();
        for (Question question : questions) {
            add(digest, question.id, question.text, question.category, question.difficulty);
            add(digest, question.right.toArray(String[]::new));
            add(digest, question.keywords.toArray(String[]::new));
            add(digest, new TreeSet<>(question.relevant).toArray(String[]::new));
            add(digest, Boolean.toString(question.answerable));
        }
        for (Passage passage : corpus) {
            add(digest, passage.id(), passage.source(), passage.title(), passage.section(), passage.text());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With their lengths, so that no two lists of texts look the same. */
    private static void add(MessageDigest digest, String... texts) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(texts.length).flip());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
