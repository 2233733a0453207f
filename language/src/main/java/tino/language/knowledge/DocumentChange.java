package tino.language.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.language.Passage;
import tino.language.crawl.KnownPage;

/** What is to be written of one document. */
sealed interface DocumentChange {

    String name();

    /**
     * It was read.
     *
     * @param page what a server said of it, to be sent back next time; empty for files
     */
    record Read(String name, @Nullable String url, String title, String hash, KnownPage page, List<Passage> passages)
            implements DocumentChange {}

    /**
     * It cannot be read; passages of an earlier state leave.
     *
     * @param hash empty where it is to be tried again next time
     */
    record Rejected(String name, String hash, String reason, String detail) implements DocumentChange {}

    /** It says the same; only what a server said of it is new. */
    record Touched(String name, KnownPage page) implements DocumentChange {}

    /** It is no more. */
    record Removed(String name) implements DocumentChange {}
}
