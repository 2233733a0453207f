package tino.search.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import tino.search.IndexUnreadable;

/**
 * A {@link CorpusEmbedder} on disk, big-endian: {@code TINOEMBD}, version (int), bytes that follow before the checksum (int),
 * language (short length, UTF-8), dimensions, vocabulary, sample (ints), seed (long), features (int count, longs), idf
 * (floats), projection (floats), CRC32C of all before (long).
 */
final class EmbedderFile {
    private static final long MAGIC = 0x54494e4f454d4244L; // TINOEMBD
    private static final int HEAD = Long.BYTES + 2 * Integer.BYTES;

    private EmbedderFile() {}

    static void write(CorpusEmbedder embedder, Path file) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = encoded(embedder);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the embedder to " + file + ": " + e.getMessage(), e);
        }
    }

    /** The checksum the file has, in hexadecimal. */
    static String checksum(CorpusEmbedder embedder) {
        ByteBuffer bytes = encoded(embedder);
        return Long.toHexString(bytes.getLong(bytes.limit() - Long.BYTES));
    }

    private static ByteBuffer encoded(CorpusEmbedder embedder) {
        CorpusSettings settings = embedder.settings();
        byte[] language = settings.language().getBytes(StandardCharsets.UTF_8);
        long body = Short.BYTES
                + language.length
                + 4L * Integer.BYTES
                + Long.BYTES
                + (long) Long.BYTES * embedder.features().length
                + (long) Float.BYTES * (embedder.idf().length + embedder.projection().length);
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(HEAD + body + Long.BYTES));
        out.putLong(MAGIC).putInt(CorpusEmbedder.VERSION).putInt((int) body);
        out.putShort((short) language.length).put(language);
        out.putInt(settings.dimensions()).putInt(settings.vocabulary()).putInt(settings.sample());
        out.putLong(settings.seed()).putInt(embedder.features().length);
        for (long feature : embedder.features()) {
            out.putLong(feature);
        }
        for (float value : embedder.idf()) {
            out.putFloat(value);
        }
        for (float value : embedder.projection()) {
            out.putFloat(value);
        }
        out.putLong(crc(out.array(), out.position()));
        return out.flip();
    }

    static CorpusEmbedder read(Path file) {
        ByteBuffer in;
        try {
            in = ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IndexUnreadable(file, "The embedder of the index cannot be read", e);
        }
        if (in.remaining() < HEAD + Long.BYTES || in.getLong() != MAGIC) {
            throw new IndexUnreadable(file, "The embedder of the index is damaged: it does not begin as one", null);
        }
        int version = in.getInt();
        if (version > CorpusEmbedder.VERSION) {
            throw new IndexUnreadable(
                    file,
                    "The embedder of the index has version " + version
                            + ", written by a newer program; this one reads up to " + CorpusEmbedder.VERSION,
                    null);
        }
        int body = in.getInt();
        if (body != in.limit() - HEAD - Long.BYTES || crc(in.array(), HEAD + body) != in.getLong(HEAD + body)) {
            throw new IndexUnreadable(file, "The embedder of the index is damaged: its checksum does not fit", null);
        }
        return decoded(in);
    }

    private static CorpusEmbedder decoded(ByteBuffer in) {
        byte[] language = new byte[in.getShort()];
        in.get(language);
        CorpusSettings settings = new CorpusSettings(
                new String(language, StandardCharsets.UTF_8), in.getInt(), in.getInt(), in.getInt(), in.getLong());
        long[] features = new long[in.getInt()];
        for (int i = 0; i < features.length; i++) {
            features[i] = in.getLong();
        }
        return new CorpusEmbedder(
                settings, features, floats(in, features.length), floats(in, features.length * settings.dimensions()));
    }

    private static float[] floats(ByteBuffer in, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.getFloat();
        }
        return values;
    }

    private static long crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
