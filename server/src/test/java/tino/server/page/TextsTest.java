package tino.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of all modules: the same in both languages, all that is used is there, all that is there is used. */
class TextsTest {
    /** {@code #{key}}, {@code #messages.msg('key')}, {@code "key"} in Java. */
    private static final Pattern USED = Pattern.compile("#\\{([\\w.@]+)[}(]|msg(?:OrNull)?\\('([\\w.]+)'\\)");

    /** {@code #{${'prefix.' + …}}} and {@code msgOrNull('prefix.' + …)}. */
    private static final Pattern PREFIX = Pattern.compile("(?:#\\{\\$\\{|msg(?:OrNull)?\\()'([\\w.]+\\.)'");

    /** Fields of a fragment's form: {@code field('professional', 'title', …)} uses {@code professional.title}. */
    private static final Pattern FIELD = Pattern.compile("(?:field|area)\\('(\\w+)', '([\\w.]+)'");

    @Test
    void bothLanguagesSayTheSameThings() {
        for (Path english : bundles("en")) {
            Properties en = read(english);
            Properties pt = read(english.resolveSibling("messages_pt_BR.properties"));
            assertThat(pt.stringPropertyNames())
                    .as("keys of %s", english.getParent())
                    .isEqualTo(en.stringPropertyNames());
            for (String key : en.stringPropertyNames()) {
                assertThat(arguments(pt.getProperty(key)))
                        .as("arguments of %s", key)
                        .isEqualTo(arguments(en.getProperty(key)));
            }
        }
    }

    @Test
    void everyTextCanBeWritten() {
        for (String language : List.of("en", "pt_BR")) {
            for (Path bundle : bundles(language)) {
                Properties texts = read(bundle);
                for (String key : texts.stringPropertyNames()) {
                    String text = texts.getProperty(key);
                    assertThat(text).as(key).isNotBlank();
                    // Every text goes through MessageFormat: a lone apostrophe would swallow what follows.
                    assertThat(text.replace("''", ""))
                            .as(key + " writes an apostrophe twice")
                            .doesNotContain("'");
                    new MessageFormat(text, Locale.ROOT);
                }
            }
        }
    }

    @Test
    void noTextIsMissingAndNoneIsLeftOver() {
        Set<String> known = bundles("en").stream()
                .flatMap(bundle -> read(bundle).stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = new HashSet<>();
        Set<String> prefixes = new HashSet<>();
        for (Path template : files("src/main/resources/templates", ".html")) {
            String text = text(template);
            Matcher use = USED.matcher(text);
            while (use.find()) {
                String key = use.group(1) == null ? use.group(2) : use.group(1);
                assertThat(known).as("texts used by %s", template).contains(key);
                used.add(key);
            }
            Matcher prefix = PREFIX.matcher(text);
            while (prefix.find()) {
                assertThat(known)
                        .as("texts under a prefix in %s", template)
                        .anyMatch(key -> key.startsWith(prefix.group(1)));
                prefixes.add(prefix.group(1));
            }
            Matcher field = FIELD.matcher(text);
            while (field.find()) {
                String key = field.group(1) + '.' + field.group(2);
                assertThat(known).as("labels of fields in %s", template).contains(key);
                used.addAll(List.of(key, key + ".hint", key + ".problem"));
            }
        }
        // Java names keys whole, or says what they begin with.
        String java =
                files("src/main/java", ".java").stream().map(TextsTest::text).collect(Collectors.joining("\n"));
        assertThat(known.stream()
                        .filter(key -> !used.contains(key))
                        .filter(key -> prefixes.stream().noneMatch(key::startsWith))
                        .filter(key -> !java.contains('"' + key + '"'))
                        .filter(key -> !java.contains('"' + key.substring(0, key.indexOf('.') + 1) + '"')))
                .as("texts that nothing uses")
                .isEmpty();
    }

    private static Set<String> arguments(String text) {
        Set<String> arguments = new TreeSet<>();
        Matcher argument = Pattern.compile("\\{(\\d+)").matcher(text);
        while (argument.find()) {
            arguments.add(argument.group(1));
        }
        return arguments;
    }

    private static List<Path> bundles(String language) {
        return files("src/main/resources/tino", "messages_" + language + ".properties");
    }

    /** Of all modules; tests run in their module's folder, whose parent is the repository. */
    private static List<Path> files(String folder, String end) {
        try (Stream<Path> modules = Files.list(Path.of("..").toRealPath())) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(TextsTest::walk)
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(Path bundle) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(bundle, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
