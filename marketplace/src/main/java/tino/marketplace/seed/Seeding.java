package tino.marketplace.seed;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import tino.lifecycle.database.Database;
import tino.marketplace.dispute.Disputes;
import tino.marketplace.message.Messages;
import tino.marketplace.professional.Professionals;
import tino.marketplace.review.Reviews;

/** Fills a marketplace with made-up professionals and their past. */
public final class Seeding {
    private static final int BATCH = 1_000;

    private final Database database;
    private final Professionals professionals;
    private final Reviews reviews;
    private final Messages messages;
    private final Disputes disputes;
    private final Path home;

    public Seeding(
            Database database,
            Professionals professionals,
            Reviews reviews,
            Messages messages,
            Disputes disputes,
            Path home) {
        this.database = database;
        this.professionals = professionals;
        this.reviews = reviews;
        this.messages = messages;
        this.disputes = disputes;
        this.home = home;
    }

    /**
     * Adds that many people of the seed, those that follow the ones added before. A batch is stored with its past and its
     * outbox rows or not at all. What is measured of them (rating, engagement, …) is left to the daily measurement.
     *
     * @param now when they are looked at: everything about them happened before
     * @param progress told how many are stored
     * @return what was added
     */
    public SeededPeople.Batch add(int count, long seed, Instant now, LongConsumer progress) {
        if (count < 1) {
            throw new IllegalArgumentException("Expected at least one professional to add, got " + count + ".");
        }
        SeededPeople people = SeededPeople.read(home);
        int first = people.next(seed);
        Population population = new Population(seed, Vocabulary.load());
        for (int from = first; from < first + count; from += BATCH) {
            int to = Math.min(first + count, from + BATCH);
            List<SeededProfessional> batch = new ArrayList<>(to - from);
            for (int number = from; number < to; number++) {
                batch.add(population.person(number, now));
            }
            store(batch);
            people = people.with(new SeededPeople.Batch(seed, from, to), home);
            progress.accept(to - first);
        }
        return new SeededPeople.Batch(seed, first, first + count);
    }

    private void store(List<SeededProfessional> batch) {
        database.transactions().executeWithoutResult(_ -> {
            professionals.insertAll(
                    batch.stream().map(SeededProfessional::profile).toList());
            reviews.addAll(batch.stream().flatMap(one -> one.reviews().stream()).toList());
            messages.addAll(
                    batch.stream().flatMap(one -> one.messages().stream()).toList());
            disputes.addAll(
                    batch.stream().flatMap(one -> one.disputes().stream()).toList());
        });
    }
}
