package tino.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tino.assistant.knowledge.ShippedBenchmark;
import tino.assistant.knowledge.ShippedCorpus;
import tino.language.Passage;
import tino.language.benchmark.Benchmark;
import tino.language.knowledge.CorpusPassages;
import tino.language.knowledge.KnowledgeSettings;

/**
 * Many made-up documents in Portuguese: sentences of the shipped articles, drawn anew for each section, some words exchanged for others of
 * theirs, about brands of made-up names. The same each time.
 */
final class PassageCorpus {
    /** Sections of a document; each is short enough to be one passage. */
    private static final int SECTIONS = 20;

    private static final int SENTENCES = 4;
    private static final double EXCHANGED = .08;
    private static final List<String> SYLLABLES = List.of(
            "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo", "zu", "bra", "cre",
            "tri");

    private final List<String> sentences = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Random random = new Random(1);

    PassageCorpus() throws IOException, InterruptedException {
        ClassLoader loader = ShippedCorpus.class.getClassLoader();
        Set<String> known = new LinkedHashSet<>();
        for (Passage passage : CorpusPassages.onClasspath(loader, ShippedCorpus.FOLDER, KnowledgeSettings.STANDARD)
                .passages()) {
            headings.add(passage.section());
            for (String sentence : passage.text().replaceAll("\\s+", " ").split("(?<=[.!?]) ")) {
                if (known.add(sentence)) {
                    sentences.add(sentence);
                }
                Arrays.stream(sentence.split("[^\\p{L}-]+"))
                        .filter(word -> word.length() > 4)
                        .forEach(words::add);
            }
        }
    }

    /** Writes Markdown files of so many passages in all, at least. */
    void write(Path folder, int passages) {
        try {
            for (int document = 0; document * SECTIONS < passages; document++) {
                Path file = folder.resolve("%03d/%05d.md".formatted(document / 100, document));
                Files.createDirectories(file.getParent());
                Files.writeString(file, document(Math.min(SECTIONS, passages - document * SECTIONS)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String document(int sections) {
        String brand = brand();
        StringBuilder text = new StringBuilder("# ").append(brand).append(": ").append(drawn(words));
        for (int section = 0; section < sections; section++) {
            text.append("\n\n## ")
                    .append(drawn(headings))
                    .append(' ')
                    .append(section + 1)
                    .append("\n\n");
            text.append("Na ")
                    .append(brand)
                    .append(", ")
                    .append(drawn(words).toLowerCase())
                    .append('.');
            for (int sentence = 0; sentence < SENTENCES; sentence++) {
                text.append(' ').append(exchanged(drawn(sentences)));
            }
        }
        return text.append('\n').toString();
    }

    private String brand() {
        StringBuilder name = new StringBuilder();
        for (int syllable = 0; syllable < 3; syllable++) {
            name.append(drawn(SYLLABLES));
        }
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private String exchanged(String sentence) {
        List<String> parts = new ArrayList<>(List.of(sentence.split(" ")));
        parts.replaceAll(word -> word.length() > 4 && random.nextDouble() < EXCHANGED ? drawn(words) : word);
        return String.join(" ", parts);
    }

    private String drawn(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Different ones: those of the shipped benchmark last, before them such as are made of the articles' sentences. */
    List<String> questions(int count) throws IOException {
        List<String> asked = new ArrayList<>();
        ShippedBenchmark.read().questions().stream()
                .map(Benchmark.Question::text)
                .forEach(asked::add);
        Set<String> questions = new LinkedHashSet<>();
        while (questions.size() + asked.size() < count) {
            String[] sentence = drawn(sentences).split(" ");
            int from = random.nextInt(Math.max(1, sentence.length - 6));
            List<String> piece = List.of(sentence).subList(from, Math.min(sentence.length, from + 6));
            questions.add("O que se sabe de " + drawn(words) + " e " + String.join(" ", piece) + "?");
        }
        questions.addAll(asked);
        return List.copyOf(questions);
    }
}
