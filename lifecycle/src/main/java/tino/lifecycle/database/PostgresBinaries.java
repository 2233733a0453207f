package tino.lifecycle.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;
import tino.lifecycle.file.Durable;

/** The PostgreSQL programs of this platform, unpacked once from their Maven artifact. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Of the programs on the class path, e.g. {@code 18.6.0}. */
    static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("postgres.properties")) {
            properties.load(Objects.requireNonNull(in, "postgres.properties is packed beside this class"));
        }
        return properties.getProperty("version");
    }

    /**
     * Unpacks the programs into {@code parent} unless they are there. Two processes may do so at once.
     *
     * @return the folder that holds {@code bin}, {@code lib} and {@code share}
     */
    static Path unpacked(Path parent) throws IOException {
        Path folder = parent.resolve("programs-" + version());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(parent);
        Path fresh = Files.createTempDirectory(parent, "unpack-");
        try (InputStream archive = archive(system(), System.getProperty("os.arch"))) {
            unpack(archive, fresh);
            moveInPlace(fresh, folder);
        } finally {
            Durable.delete(fresh);
        }
        return folder;
    }

    private static void moveInPlace(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** @param machine as Java calls it, e.g. {@code amd64} */
    static InputStream archive(String system, String machine) throws IOException {
        @Nullable InputStream archive;
        try {
            archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, ArchUtils.normalize(machine));
        } catch (RuntimeException absent) {
            throw unsupported(system, machine, absent);
        }
        if (archive == null) {
            throw unsupported(system, machine, null);
        }
        return archive;
    }

    private static IOException unsupported(String system, String machine, @Nullable Throwable cause) {
        return new IOException(
                "Expected PostgreSQL programs for " + system + " on " + machine
                        + " on the class path, there are none. Set TINO_DB_URL to a PostgreSQL of your own,"
                        + " e.g. jdbc:postgresql://localhost:5432/tino?user=tino&password=….",
                cause);
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("win") && !name.contains("darwin") ? "Windows" : name.contains("mac") ? "Darwin" : "Linux";
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(
                            "The archive of PostgreSQL names a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                        if ((entry.getMode() & 0100) != 0) {
                            executable(target);
                        }
                    }
                }
            }
        }
    }

    private static void executable(Path file) throws IOException {
        try {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
            Files.setPosixFilePermissions(file, permissions);
        } catch (UnsupportedOperationException windows) {
            // Windows needs no such permission.
        }
    }
}
