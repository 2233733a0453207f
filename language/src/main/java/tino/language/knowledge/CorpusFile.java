package tino.language.knowledge;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file of a corpus.
 *
 * @param name its path under the corpus's folder, with {@code /}
 */
record CorpusFile(String name, Opening opening) {

    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /** @return at most so many bytes and one more, by which too large ones are told */
    byte[] read(long most) throws IOException {
        try (InputStream in = opening.open()) {
            return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        }
    }
}
