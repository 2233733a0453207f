package tino.marketplace.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tino.marketplace.professional.Categories;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Everything made-up people say, and where they live: the YAML files under {@code tino/marketplace/seed}. */
public record Vocabulary(List<Profession> professions, List<Place> places, Phrases phrases) {
    private static final String FOLDER = "/tino/marketplace/seed/";
    private static final JsonMapper RECORDS = JsonMapper.builder().build();

    /** @throws IllegalStateException if a file is missing or not as expected, naming it */
    public static Vocabulary load() {
        List<Profession> professions = Categories.all().stream()
                .map(category -> read("professions/" + fileName(category), new TypeReference<Profession>() {}))
                .toList();
        return new Vocabulary(
                professions,
                read("places.yml", new TypeReference<List<Place>>() {}),
                read("texts.yml", new TypeReference<Phrases>() {}));
    }

    /** {@code Técnico de Informática} is in {@code tecnico-de-informatica.yml}. */
    private static String fileName(String category) {
        return Normalizer.normalize(category, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replace(' ', '-')
                + ".yml";
    }

    /** Reads one resource of made-up data as YAML. */
    public static <T> T read(String name, TypeReference<T> type) {
        String path = name.startsWith("/") ? name : FOLDER + name;
        try (InputStream file = Vocabulary.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("Expected the file " + path + " on the class path, it is missing.");
            }
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return RECORDS.convertValue(tree, type);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path, e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(path + " is not as expected: " + e.getMessage(), e);
        }
    }

    /** How texts are worded, as {@code texts.yml} has it; every list holds templates of {@link Wording}. */
    public record Phrases(
            List<String> title_suffixes,
            List<String> openings,
            List<String> services,
            List<String> signs,
            List<String> experience,
            List<String> study,
            Warmth warmth,
            Care care,
            List<String> areas,
            List<String> remote_areas,
            List<String> terms,
            List<String> closings,
            Map<Integer, List<String>> reviews,
            List<String> questions,
            List<String> answers,
            List<String> disputes) {}

    public record Warmth(List<String> warm, List<String> cool) {}

    public record Care(List<String> careful, List<String> quick) {}
}
