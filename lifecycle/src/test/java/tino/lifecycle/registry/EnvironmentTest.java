package tino.lifecycle.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir
    private Path folder;

    @Test
    void namesJvmPlatformAndTheLibrariesOfThisTest() {
        Environment here = Environment.current();
        assertThat(here.java()).startsWith(Runtime.version().toString());
        assertThat(here.platform()).contains(System.getProperty("os.arch"));
        assertThat(here.libraries()).containsKeys("postgresql", "duckdb_jdbc", "HikariCP");
    }

    @Test
    void followsTheManifestOfAJarToItsLibraries() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        jar("lib/lightgbm4j-4.3.0-1.jar", null);
        jar("lib/jackson-core-3.0.2.jar", "xgboost4j_2.12-3.0.4.jar missing-1.0.jar");
        jar("lib/xgboost4j_2.12-3.0.4.jar", "jackson-core-3.0.2.jar");
        jar("tino.jar", "lib/lightgbm4j-4.3.0-1.jar lib/jackson-core-3.0.2.jar");
        assertThat(Environment.libraries(folder.resolve("tino.jar") + File.pathSeparator + folder.resolve("classes")))
                .containsEntry("lightgbm4j", "4.3.0-1")
                .containsEntry("jackson-core", "3.0.2")
                .containsEntry("xgboost4j_2.12", "3.0.4")
                .doesNotContainKey("tino");
    }

    private void jar(String name, @org.jspecify.annotations.Nullable String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        new JarOutputStream(Files.newOutputStream(folder.resolve(name)), manifest).close();
    }
}
