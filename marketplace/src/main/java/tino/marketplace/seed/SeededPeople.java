package tino.marketplace.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which people were made up in this home: the file {@code <home>/simulate/people.json}. From seed and number follow their
 * traits, so a simulator can know the truth while the database does not.
 */
public record SeededPeople(List<Batch> batches) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param from number of the first person @param to number after the last */
    public record Batch(long seed, int from, int to) {}

    /** @throws IllegalStateException if the file is not as it was written, naming it */
    public static SeededPeople read(Path home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return new SeededPeople(List.of());
        }
        try {
            return JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), SeededPeople.class);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    file + " should list the seeded professionals and cannot be read: " + e.getOriginalMessage()
                            + " Restore it, or start with an empty TINO_HOME.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + file, e);
        }
    }

    /** Also these people, and writes it down; the file is replaced as a whole or not at all. */
    SeededPeople with(Batch batch, Path home) {
        List<Batch> all = new ArrayList<>(batches);
        all.add(batch);
        SeededPeople people = new SeededPeople(List.copyOf(all));
        Path file = file(home);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "people", ".json");
            Files.writeString(fresh, JSON.writeValueAsString(people), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + file, e);
        }
        return people;
    }

    /** The number that the next person of this seed gets. */
    int next(long seed) {
        return batches.stream()
                .filter(batch -> batch.seed() == seed)
                .mapToInt(Batch::to)
                .max()
                .orElse(0);
    }

    private static Path file(Path home) {
        return home.resolve("simulate").resolve("people.json");
    }
}
