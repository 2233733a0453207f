package tino.lifecycle.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be reached or started; the message says where and what to do. */
public final class DatabaseUnavailable extends RuntimeException {
    public DatabaseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
