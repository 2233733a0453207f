package tino.marketplace.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import tino.lifecycle.database.Database;
import tino.marketplace.MarketplaceSettings;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.search.outbox.Outbox;

/**
 * What is measured of every professional once a day: rating, number of reviews, engagement (share of messages answered
 * within the window), confidence (identity, account age, qualification), dispute rate. The formulas are in {@code
 * daily_metrics.sql}. Profiles whose numbers changed reach the index through the outbox, in the same transaction.
 */
public final class DailyMetrics {
    private static final String SQL = read();

    private final Database database;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Duration window;
    private final MarketplaceSettings.Confidence mix;

    public DailyMetrics(Database database, Outbox outbox, InstantSource clock, MarketplaceSettings settings) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
        this.window = settings.engagementWindow();
        this.mix = settings.confidence();
    }

    /** Measures everybody as of now. @return profiles whose numbers changed */
    public int run() {
        Instant now = clock.instant();
        return database.transactions().execute(_ -> {
            List<String> changed = database.sql()
                    .sql(SQL)
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("since", now.minus(window).atOffset(ZoneOffset.UTC))
                    .param("identity", mix.identity())
                    .param("age", mix.age())
                    .param("academic", mix.academic())
                    .param("full_age_months", mix.fullAgeMonths())
                    .query((row, number) -> row.getString(1))
                    .list();
            outbox.enqueue(ProfessionalDocuments.SCHEMA.name(), changed);
            return changed.size();
        });
    }

    private static String read() {
        try (InputStream file = DailyMetrics.class.getResourceAsStream("/tino/marketplace/measure/daily_metrics.sql")) {
            if (file == null) {
                throw new IllegalStateException(
                        "Expected /tino/marketplace/measure/daily_metrics.sql on the class path.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading daily_metrics.sql", e);
        }
    }
}
