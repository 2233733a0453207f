package tino.language.budget;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;

/** A database for a class of tests, whose table of budgets is empty before each; what a test opens is closed behind it. */
@NullUnmarked // there is a database between the first test and the last
public final class BudgetTable implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final List<Budgets> open = new ArrayList<>();
    private Database database;

    @Override
    public void beforeAll(ExtensionContext context) {
        database = TestDatabase.fresh("language");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        database.sql().sql("TRUNCATE language_budget").update();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
        open.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database.close();
    }

    public Database database() {
        return database;
    }

    public Budgets open(
            List<Budget> budgets, InstantSource clock, ZoneId zone, Duration patience, MeterRegistry metrics) {
        Budgets opened = new Budgets(budgets, database, clock, zone, patience, metrics);
        open.add(opened);
        return opened;
    }

    /** Closes what is open, so that all is told; may be repeated. */
    public void close() {
        open.forEach(Budgets::close);
    }
}
