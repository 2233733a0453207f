package tino.search;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An index on disk that cannot be used; the message says what is wrong, where, and what to do. */
public final class IndexUnreadable extends RuntimeException {
    public IndexUnreadable(Path folder, String what, @Nullable Throwable cause) {
        super(what + " (in " + folder + "). Run 'tino index rebuild' to build it anew.", cause);
    }
}
