package tino.language.knowledge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;

/** The files of a corpus in the order of their names. */
final class CorpusFiles {
    private static final String INDEX = "index.txt";

    private CorpusFiles() {}

    /**
     * All regular files under a folder, hidden ones apart; links are not followed, for they may lead out of it.
     *
     * @throws IllegalArgumentException if it is no folder
     * @throws UncheckedIOException if any part of it cannot be listed: its files would seem to be gone
     */
    static List<CorpusFile> inFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "Expected a folder with documents, got '" + folder + "', which is none.");
        }
        List<CorpusFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                    return hidden(entered) && !entered.equals(folder)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !hidden(file)) {
                        String name = folder.relativize(file)
                                .toString()
                                .replace(file.getFileSystem().getSeparator(), "/");
                        files.add(new CorpusFile(name, () -> Files.newInputStream(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be listed: " + e, e);
        }
        files.sort(Comparator.comparing(CorpusFile::name));
        return files;
    }

    private static boolean hidden(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }

    /**
     * The Markdown files under a folder of the class path, those named {@code README.md} apart: as {@code index.txt} in it lists
     * them, one path a line; without one, as its folder or jar does.
     *
     * @param folder with {@code /}, without one at either end
     * @throws IllegalArgumentException if there are none
     */
    static List<CorpusFile> onClasspath(ClassLoader loader, String folder) {
        List<String> names = new ArrayList<>();
        try (InputStream index = loader.getResourceAsStream(folder + "/" + INDEX)) {
            if (index != null) {
                new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))
                        .lines()
                        .forEach(names::add);
            } else {
                for (URL place : Collections.list(loader.getResources(folder))) {
                    names.addAll(listed(place, folder));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The corpus " + folder + " of the class path cannot be listed: " + e, e);
        }
        List<CorpusFile> files = names.stream()
                .map(String::strip)
                .filter(name -> name.endsWith(".md") && !name.matches("(?:.*/)?README\\.md"))
                .distinct()
                .sorted()
                .map(name -> new CorpusFile(name, () -> opened(loader, folder + "/" + name)))
                .toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected Markdown files in '" + folder + "' of the class path, there are none.");
        }
        return files;
    }

    private static InputStream opened(ClassLoader loader, String resource) throws IOException {
        InputStream in = loader.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("Expected the resource " + resource + ", for it is listed; it is not there.");
        }
        return in;
    }

    private static List<String> listed(URL place, String folder) throws IOException {
        if (place.openConnection() instanceof JarURLConnection jar) {
            String prefix = folder + "/";
            return jar.getJarFile().stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
        return inFolder(Path.of(URI.create(place.toString()))).stream()
                .map(CorpusFile::name)
                .toList();
    }
}
