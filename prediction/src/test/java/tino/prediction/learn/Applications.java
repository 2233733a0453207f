package tino.prediction.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import tino.lifecycle.pipeline.Period;
import tino.prediction.Census;

/** Made-up applications: one every twenty minutes, one in three by somebody who has applied before, women and men. */
final class Applications implements LabelledSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(20);

    private final Census people;

    Applications(int cases, long seed) {
        people = Census.of(cases, seed);
    }

    Census people() {
        return people;
    }

    @Override
    public Map<String, String> read(Period period, Consumer<LabelledRow> reader) {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < people.people(); i++) {
            int person = i > 0 && random.nextInt(3) == 0 ? random.nextInt(i) : i;
            Instant at = START.plus(EVERY.multipliedBy(i));
            if (period.contains(at)) {
                reader.accept(new LabelledRow(
                        new UUID(i, 7),
                        at,
                        "person-" + person,
                        Arrays.copyOfRange(people.features(), 3 * i, 3 * i + 3),
                        people.labels()[i],
                        List.of(person % 3 == 0 ? "f" : "m")));
            }
        }
        return Map.of("applications", Integer.toString(people.people()));
    }
}
