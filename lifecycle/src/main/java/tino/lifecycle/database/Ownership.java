package tino.lifecycle.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lock that the owner of a server holds as long as it lives; the operating system takes it back when it dies. */
final class Ownership {
    /**
     * What this process holds. POSIX forgets all locks of a process on a file as soon as the process closes any handle of
     * it, so a file whose lock we hold must not even be opened again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private Ownership(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /** Empty if another process, or somebody else in this one, holds it. */
    static Optional<Ownership> take(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve("owner.lock");
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new Ownership(file, channel, lock));
            }
            forget(file, channel);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            forget(file, channel);
            throw e;
        }
    }

    private static void forget(Path file, @Nullable FileChannel channel) throws IOException {
        HELD.remove(file);
        if (channel != null) {
            channel.close();
        }
    }

    void release() {
        try {
            lock.release();
            forget(file, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock " + file + " could not be given back", e);
        }
    }
}
