package tino.lifecycle.registry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On what a model was made, so that the same can be set up again.
 *
 * @param java version and maker of the JVM
 * @param platform operating system, its version, processor architecture, number of processors
 * @param libraries name to version, from the class path
 */
public record Environment(String java, String platform, Map<String, String> libraries) {
    /** Of a model made elsewhere. */
    public static final Environment UNKNOWN = new Environment("", "", Map.of());

    private static final Pattern LIBRARY = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");

    private static final class Here {
        static final Environment VALUE = new Environment(
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors() + " processors"),
                Map.copyOf(libraries(System.getProperty("java.class.path"))));
    }

    /** This JVM's. */
    public static Environment current() {
        return Here.VALUE;
    }

    /** @param classPath whose jars may name more in their manifests */
    static Map<String, String> libraries(String classPath) {
        Map<String, String> libraries = new TreeMap<>();
        Set<Path> seen = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            open.add(Path.of(entry));
        }
        while (!open.isEmpty()) {
            Path jar = open.remove();
            if (!jar.toString().endsWith(".jar") || !seen.add(jar)) {
                continue;
            }
            Matcher name = LIBRARY.matcher(jar.getFileName().toString());
            if (name.matches()) {
                libraries.put(name.group(1), name.group(2));
            }
            named(jar).forEach(more -> open.add(jar.resolveSibling(more)));
        }
        return libraries;
    }

    private static List<String> named(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return classPath == null ? List.of() : List.of(classPath.trim().split("\\s+"));
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
