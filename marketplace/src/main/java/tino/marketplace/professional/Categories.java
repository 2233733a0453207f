package tino.marketplace.professional;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The categories a professional can be of, as {@code categories.txt} lists them. */
public final class Categories {
    /** The names the first API description used, which clients may still send. */
    private static final Map<String, String> FORMER_NAMES =
            Map.of("designer", "Designer Gráfico", "devweb", "Desenvolvedor Web");

    /** By folded name, in the order of the list. */
    private static final Map<String, String> ALL = read();

    private Categories() {}

    /** In the order of the list. */
    public static List<String> all() {
        return List.copyOf(ALL.values());
    }

    /** The category as the list writes it, from a name whose case and accents may differ. */
    public static Optional<String> find(String name) {
        String folded = fold(name);
        return Optional.ofNullable(ALL.getOrDefault(folded, FORMER_NAMES.get(folded)));
    }

    private static String fold(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> read() {
        try (InputStream file = Categories.class.getResourceAsStream("/tino/marketplace/categories.txt")) {
            if (file == null) {
                throw new IllegalStateException("Expected /tino/marketplace/categories.txt on the class path.");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> categories = new LinkedHashMap<>();
            text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> categories.put(fold(line), line));
            return categories;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading /tino/marketplace/categories.txt", e);
        }
    }
}
