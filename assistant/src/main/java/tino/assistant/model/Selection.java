package tino.assistant.model;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tino.assistant.query.Choice;
import tino.assistant.query.Tier;
import tino.lifecycle.database.Database;

/** Models that people chose to answer a tier, in the table {@code assistant_selection}; every server goes by it within {@value #FRESH_SECONDS} s. */
public final class Selection implements Choice {
    private static final int FRESH_SECONDS = 2;

    private final Database database;
    private volatile Known known = new Known(Map.of(), Long.MIN_VALUE);

    private record Known(Map<String, String> models, long at) {}

    public Selection(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> model(Tier tier) {
        Known now = known;
        long time = System.nanoTime();
        if (now.at == Long.MIN_VALUE || time - now.at > TimeUnit.SECONDS.toNanos(FRESH_SECONDS)) {
            now = new Known(read(), time);
            known = now;
        }
        return Optional.ofNullable(now.models.get(tier.word()));
    }

    private Map<String, String> read() {
        return database
                .sql()
                .sql("SELECT tier, model FROM assistant_selection")
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @param model {@code null}: the policy chooses again */
    public void choose(Tier tier, @Nullable String model, String who, Instant at) {
        if (model == null) {
            database.sql()
                    .sql("DELETE FROM assistant_selection WHERE tier = ?")
                    .param(tier.word())
                    .update();
        } else {
            database.sql()
                    .sql(
                            "INSERT INTO assistant_selection (tier, model, at, who) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT (tier) DO UPDATE SET model = excluded.model, at = excluded.at, who = excluded.who")
                    .params(tier.word(), model, Timestamp.from(at), who)
                    .update();
        }
        known = new Known(Map.of(), Long.MIN_VALUE);
    }
}
