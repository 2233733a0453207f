package tino.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command is to write. */
final class NewFile {
    private NewFile() {}

    /**
     * Sees to it that nothing is lost and nothing done in vain.
     *
     * @throws Failure if there is one already that is not to be replaced, or no folder for it
     */
    static void require(Path file, boolean force) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure(Exit.NOT_FOUND, "There is no folder " + folder + " to write " + file + " into.");
        }
        if (Files.isDirectory(file) || (Files.exists(file) && !force)) {
            throw new Failure(
                    Exit.USAGE,
                    "There is " + file + " already. Choose another name, or give --force to replace a file.");
        }
    }
}
