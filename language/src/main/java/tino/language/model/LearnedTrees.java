package tino.language.model;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tino.trees.TreeEnsemble;
import tino.trees.TreeScorer;
import tino.trees.format.LightGbmText;
import tino.trees.format.ModelFormatException;

/**
 * Boosted trees with the layout of the rows that they score. As a file: gzip over a line that names format, model, version and the
 * layout's fingerprint, and LightGBM's own text. Safe for use by many threads.
 */
public final class LearnedTrees {
    private static final String FORMAT = "tino-language-trees/1";

    private final String name;
    private final int version;
    private final List<String> layout;
    private final byte[] model;
    private final TreeScorer scorer;

    /**
     * @param name of what is learned, e.g. {@code reranker}
     * @param version of how the features are computed: raised when they change without changing their names
     * @param layout names of the columns
     * @param model LightGBM's text
     * @throws ModelFormatException if the model cannot be read
     * @throws IllegalArgumentException if it wants other columns
     */
    public LearnedTrees(String name, int version, List<String> layout, byte[] model) {
        TreeEnsemble ensemble = LightGbmText.read(new String(model, StandardCharsets.UTF_8), name);
        if (!ensemble.names().equals(layout)) {
            throw new IllegalArgumentException(
                    "The model '" + name + "' wants the columns " + ensemble.names() + ", the layout has " + layout);
        }
        this.name = name;
        this.version = version;
        this.layout = List.copyOf(layout);
        this.model = model.clone();
        this.scorer = ensemble.scorer();
    }

    /** SHA-256 over version and names in order. */
    public static String fingerprint(int version, List<String> layout) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((version + "\n" + String.join("\n", layout)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Raw scores of {@code count} rows, one after another. */
    public void score(float[] rows, int count, double[] scores) {
        scorer.score(rows, count, scores);
    }

    public String fingerprint() {
        return fingerprint(version, layout);
    }

    /** The same model gives the same bytes. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write((FORMAT + ' ' + name + ' ' + version + ' ' + fingerprint() + '\n')
                    .getBytes(StandardCharsets.UTF_8));
            zip.write(model);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    public void write(Path file) throws IOException {
        Files.write(file, bytes());
    }

    /** @throws IOException if the file is missing, damaged, of another model or of another layout, saying what was found */
    public static LearnedTrees read(Path file, String name, int version, List<String> layout) throws IOException {
        return read(Files.readAllBytes(file), file.toString(), name, version, layout);
    }

    /** As the other, of a file's bytes. */
    public static LearnedTrees read(byte[] bytes, String source, String name, int version, List<String> layout)
            throws IOException {
        byte[] all;
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(new ByteArrayInputStream(bytes)))) {
            all = in.readAllBytes();
        } catch (IOException e) {
            throw new IOException(source + " is damaged: " + e.getMessage(), e);
        }
        int end = 0;
        while (end < all.length && all[end] != '\n') {
            end++;
        }
        String head = new String(all, 0, end, StandardCharsets.UTF_8);
        String expected = FORMAT + ' ' + name + ' ' + version + ' ' + fingerprint(version, layout);
        if (!head.equals(expected)) {
            throw new IOException(source + " is no " + name + " that this program can use: it begins with '"
                    + head.substring(0, Math.min(100, head.length())) + "', expected '" + expected
                    + "'. Maybe it was learned by another version: learn it anew");
        }
        try {
            return new LearnedTrees(
                    name, version, layout, Arrays.copyOfRange(all, Math.min(end + 1, all.length), all.length));
        } catch (IllegalArgumentException e) {
            throw new IOException(source + " is damaged: " + e.getMessage(), e);
        }
    }
}
