package tino.language.budget;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Expiring;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** What answers to a person have cost, by day or month. It stays counted in the budgets of all and of tiers, which name nobody. */
public final class BudgetData implements PersonalData, Expiring {
    /** Accounts of users end in whose they are; pseudonyms have no slash. */
    private static final String OWN = "substring(account FROM '[^/]*$') = ANY (:names)";

    private static final Duration LONGEST_PERIOD = Duration.ofDays(31);

    private final Database database;
    private final Pseudonyms pseudonyms;

    public BudgetData(Database database, Pseudonyms pseudonyms) {
        this.database = database;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String name() {
        return "language.budgets";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(database.sql()
                .sql("SELECT exists(SELECT FROM language_budget WHERE " + OWN + ")")
                .param("names", pseudonyms.all(ids))
                .query(Boolean.class)
                .single());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "SELECT regexp_replace(account, '/[^/]*$', '') AS budget, period_start, spent / 1e9 AS spent"
                        + " FROM language_budget WHERE " + OWN + " ORDER BY period_start, budget",
                rows,
                "names",
                subject.pseudonyms().toArray(String[]::new));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of("removed", (long) database.sql()
                .sql("DELETE FROM language_budget WHERE " + OWN)
                .param("names", subject.pseudonyms().toArray(String[]::new))
                .update());
    }

    @Override
    public long forget(Instant until) {
        return database.sql()
                .sql("DELETE FROM language_budget WHERE period_start < ?")
                .param(Timestamp.from(until.minus(LONGEST_PERIOD)))
                .update();
    }
}
