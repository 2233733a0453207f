package tino.hiring.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Everything made-up people are called and say: the YAML files under {@code tino/hiring/seed}. */
record Vocabulary(People people, Texts texts) {
    record People(
            List<String> women,
            List<String> men,
            List<String> surnames,
            List<String> places,
            List<String> companies,
            List<String> sources,
            List<String> marital,
            List<String> recruiters,
            List<String> comments) {}

    record Texts(
            Map<Area, Trade> areas,
            Map<String, List<String>> ways,
            List<String> near_misses,
            List<String> openings,
            List<String> filler,
            List<String> english_filler) {}

    record Trade(
            List<String> titles,
            List<String> data_titles,
            List<String> other_titles,
            List<String> fields,
            List<String> courses,
            List<String> work) {}

    static Vocabulary load() {
        return new Vocabulary(read("people.yml", People.class), read("texts.yml", Texts.class));
    }

    private static <T> T read(String name, Class<T> type) {
        try (InputStream file = Vocabulary.class.getResourceAsStream("/tino/hiring/seed/" + name)) {
            if (file == null) {
                throw new IllegalStateException(
                        "Expected tino/hiring/seed/" + name + " on the class path, it is missing.");
            }
            return JsonMapper.shared()
                    .convertValue(new Yaml(new SafeConstructor(new LoaderOptions())).load(file), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T one(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
