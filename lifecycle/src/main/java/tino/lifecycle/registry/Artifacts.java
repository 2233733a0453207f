package tino.lifecycle.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.file.Durable;

/**
 * The folders of model files: {@code <folder of the model>/<number>/…}. A folder is there wholly or not at all; what no row of the
 * registry names is left from a crash and is removed before the next version is written.
 */
final class Artifacts {
    private static final String MAKING = ".making";

    private final Path root;

    Artifacts(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path folder(String modelFolder, int number) {
        return root.resolve(modelFolder).resolve(Integer.toString(number));
    }

    /** @return file names and their SHA-256 */
    <M> SequencedMap<String, String> write(String modelFolder, int number, M value, ArtifactFormat<M> format)
            throws IOException {
        Path making = root.resolve(modelFolder).resolve(MAKING);
        Durable.delete(making);
        Files.createDirectories(making);
        format.write(value, making);
        SequencedMap<String, String> sums = new LinkedHashMap<>();
        for (Path file : Durable.files(making)) {
            Durable.sync(file);
            sums.put(name(making, file), Checksum.of(file));
        }
        if (sums.isEmpty()) {
            throw new IOException("The format of the model wrote no file into " + making + ".");
        }
        Durable.syncFolder(making);
        Durable.publish(making, folder(modelFolder, number));
        return sums;
    }

    /** @throws IOException if a file is missing, damaged or not one of the version's, with its name and both sums */
    void verify(ModelVersion version) throws IOException {
        if (version.files().isEmpty()) {
            throw new IOException("Version " + version.number() + " of " + version.model()
                    + " has no files here, they are at " + version.card().source()
                    + ". Log them to its run and register it from there.");
        }
        for (var file : version.files().entrySet()) {
            Checksum.verify(version.folder().resolve(file.getKey()), file.getValue());
        }
        for (Path file : Durable.files(version.folder())) {
            String name = name(version.folder(), file);
            if (!version.files().containsKey(name)) {
                throw new IOException("Expected only the files "
                        + version.files().keySet() + " in " + version.folder() + ", found also " + name
                        + ". Somebody put it there after the version was registered; remove it.");
            }
        }
    }

    /** Removes what no registered version names. Only for whoever holds the lock of the model. */
    void removeOrphans(String modelFolder, Set<Integer> registered) throws IOException {
        Path folder = root.resolve(modelFolder);
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> children;
        try (Stream<Path> found = Files.list(folder)) {
            children = found.toList();
        }
        for (Path child : children) {
            String name = child.getFileName().toString();
            boolean orphan =
                    name.equals(MAKING) || (name.matches("\\d+") && !registered.contains(Integer.valueOf(name)));
            if (orphan) {
                Durable.delete(child);
            }
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
