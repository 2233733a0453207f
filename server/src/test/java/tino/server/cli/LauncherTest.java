package tino.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real launcher in a small house of its own, with a JDK and a Maven that only write down how they were called: so that
 * every machine and every failure can be had.
 */
final class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            echo "$0 $*"
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >> maven.calls
            sleep 0.3
            [ ! -f broken ] || { echo "[INFO] noise"; echo "[ERROR] Professional.java:[7,3] cannot find symbol"; exit 1; }
            mkdir -p server/target
            touch server/target/tino.jar server/target/jvm.flags
            """;

    @TempDir
    private Path folder;

    private Path house;
    private Path jdk;

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void build() throws IOException {
        house = Files.createDirectories(folder.resolve("a house"));
        jdk = jdk("jdk-25", "25.0.1");
        Files.copy(Path.of("..", "tino"), house.resolve("tino"), StandardCopyOption.COPY_ATTRIBUTES);
        program(house.resolve("mvnw"), MAVEN);
        for (String file :
                List.of("pom.xml", "server/pom.xml", "server/src/main/java/A.java", "server/src/main/java/B.java")) {
            Path path = house.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
        Files.createDirectories(house.resolve(".mvn"));
        age(house);
    }

    @Test
    void takesTheJdkOfJavaHomeFirst() throws Exception {
        Path other = jdk("jdk-26", "26");
        Outcome outcome =
                tino(Map.of("JAVA_HOME", jdk.toString(), "TINO_JDK_FOLDERS", other.toString()), "models", "--json");
        assertThat(outcome.code).isZero();
        assertThat(outcome.out).startsWith(jdk + "/bin/java").endsWith("tino.jar models --json\n");
    }

    @Test
    void goesOnLookingWhenJavaHomeIsTooOld() throws Exception {
        Path old = jdk("jdk-17", "17.0.2");
        Outcome outcome = tino(Map.of("JAVA_HOME", old.toString(), "TINO_JDK_FOLDERS", old + " " + jdk), "models");
        assertThat(outcome.out).startsWith(jdk + "/bin/java");
    }

    @Test
    void findsTheJdkBehindTheJavaOnThePath() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
        Outcome outcome = tino(Map.of("PATH", bin + ":/usr/bin:/bin", "TINO_JDK_FOLDERS", ""), "models");
        assertThat(outcome.out).startsWith(jdk + "/bin/java");
    }

    @Test
    void saysInOneSentenceWhatToInstall() throws Exception {
        Path old = jdk("jdk-17", "17.0.2");
        Outcome outcome = tino(Map.of("JAVA_HOME", old.toString(), "TINO_JDK_FOLDERS", ""), "demo");
        assertThat(outcome.code).isEqualTo(3);
        assertThat(outcome.out).isEmpty();
        assertThat(outcome.err.lines())
                .singleElement()
                .asString()
                .contains("needs a JDK 25 or newer", "found only 17 in " + old, "JAVA_HOME");
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        Files.delete(jdk.resolve("bin/javac"));
        Outcome outcome = tino(Map.of("JAVA_HOME", jdk.toString(), "TINO_JDK_FOLDERS", ""), "demo");
        assertThat(outcome.code).isEqualTo(3);
    }

    @Test
    void buildsOnceAndAgainOnlyWhenSourcesChange() throws Exception {
        assertThat(models().err).contains("building");
        assertThat(models().err).isEmpty();
        assertThat(builds()).isEqualTo(1);
        Files.writeString(house.resolve("server/src/main/java/A.java"), "class A {}");
        assertThat(models().err).contains("sources changed");
        assertThat(builds()).isEqualTo(2);
        Files.delete(house.resolve("server/src/main/java/B.java"));
        models();
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void standardOutputBelongsToTheCommand() throws Exception {
        assertThat(models().out.lines()).hasSize(1);
    }

    @Test
    void commandsThatOnlyReadFilesStartFromAnArchiveOfTheirClasses() throws Exception {
        Path archive = house.toRealPath().resolve("server/target/tino-index-eval.jsa");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
        assertThat(tino(environment, "index", "eval", "--json").out)
                .contains("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
                .endsWith("tino.jar index eval --json\n");
        assertThat(tino(environment, "index", "create").out).doesNotContain("SharedArchiveFile");
        assertThat(tino(environment, "rank").out).doesNotContain("SharedArchiveFile");
        Path large = folder.resolve("large.jsonl");
        Files.write(large, new byte[8_000_001]);
        assertThat(tino(environment, "index", "eval", "--docs", large.toString()).out)
                .as("worth thorough compiling")
                .doesNotContain("TieredStopAtLevel")
                .endsWith("large.jsonl\n");
    }

    @Test
    void aFailedBuildShowsItsErrorsOnlyAndIsTriedAgain() throws Exception {
        Files.writeString(house.resolve("broken"), "");
        Outcome outcome = models();
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.err).contains("cannot find symbol", "build.log").doesNotContain("noise");
        Files.delete(house.resolve("broken"));
        assertThat(models().code).isZero();
    }

    @Test
    void twoStartsBuildOnce() throws Exception {
        CompletableFuture<Outcome> other = CompletableFuture.supplyAsync(this::models);
        assertThat(models().code).isZero();
        assertThat(other.get(1, TimeUnit.MINUTES).code).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aBuildThatWasKilledDoesNotBlockTheNext() throws Exception {
        Files.createDirectories(house.resolve("server/target"));
        long dead = new ProcessBuilder("true").start().onExit().get().pid();
        Files.createSymbolicLink(house.resolve("server/target/build.lock"), Path.of(Long.toString(dead)));
        assertThat(models().code).isZero();
    }

    @Test
    void countsTheTestsThatRan() throws Exception {
        report("lifecycle", "<testsuite name=\"A\" time=\"1\" tests=\"12\" errors=\"0\" skipped=\"2\" failures=\"0\">");
        report("server", "<testsuite name=\"B\" time=\"1\" tests=\"5\" errors=\"0\" skipped=\"0\" failures=\"0\">");
        Outcome outcome = tino(Map.of("JAVA_HOME", jdk.toString()), "test");
        assertThat(outcome.code).isZero();
        assertThat(outcome.out.lines().toList())
                .endsWith("Tests run: 17, Failures: 0, Errors: 0, Skipped: 2", "15 passed, 0 failed, 2 skipped");
        assertThat(Files.readString(house.resolve("maven.calls"))).contains("verify");
    }

    @Test
    void aFailedTestFailsTheCommand() throws Exception {
        report("server", "<testsuite name=\"B\" tests=\"5\" errors=\"1\" skipped=\"0\" failures=\"1\">");
        Outcome outcome = tino(Map.of("JAVA_HOME", jdk.toString()), "test");
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.out).contains("3 passed, 2 failed, 0 skipped");
    }

    @Test
    void noTestAtAllIsAFailure() throws Exception {
        assertThat(tino(Map.of("JAVA_HOME", jdk.toString()), "test").code).isEqualTo(1);
    }

    /** Written by "Maven", because the launcher removes the reports of earlier runs. */
    private void report(String module, String line) throws IOException {
        String reports = module + "/target/surefire-reports";
        Files.writeString(
                house.resolve("mvnw"),
                "mkdir -p " + reports + "\ncat > " + reports + "/TEST-x.xml <<'XML'\n<?xml version=\"1.0\"?>\n" + line
                        + "\n<testcase name=\"t\"/></testsuite>\nXML\n",
                java.nio.file.StandardOpenOption.APPEND);
    }

    private Outcome models() {
        return tino(Map.of("JAVA_HOME", jdk.toString()), "models");
    }

    private Outcome tino(Map<String, String> environment, String... words) {
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of(house.resolve("tino").toString()), Stream.of(words))
                            .toList());
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/bin:/bin");
            builder.environment().put("HOME", folder.toString());
            builder.environment().putAll(environment);
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long builds() throws IOException {
        try (Stream<String> calls = Files.lines(house.resolve("maven.calls"), StandardCharsets.UTF_8)) {
            return calls.count();
        }
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        program(home.resolve("bin/java"), JAVA);
        program(home.resolve("bin/javac"), JAVA);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** As if everything had lain there for an hour: file times are too coarse to see a change within the same tick. */
    private static void age(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }
    }
}
