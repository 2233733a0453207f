package tino.ranking.weight;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;

/**
 * The weights that people set, in the table {@code ranking_weight}. A change by anyone, in any process, takes effect
 * within {@link #FRESH}; an empty table means the defaults. When the database is away the last weights known go on.
 */
public final class RankingWeights {
    /** How long weights that were read are believed. The promise to people is 5 s. */
    static final Duration FRESH = Duration.ofSeconds(3);

    /** After this long every server has seen a change. */
    public static final Duration SEEN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RankingWeights.class);

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final FeatureLayout layout;
    private final Weights defaults;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private volatile @Nullable Known known;

    /**
     * @param layout the features a weight may be for
     * @param defaults used while the table is empty
     * @param clock for the audit
     * @throws IllegalArgumentException if the defaults weigh a feature the layout lacks
     */
    public RankingWeights(
            JdbcClient sql,
            TransactionTemplate transactions,
            FeatureLayout layout,
            Weights defaults,
            InstantSource clock) {
        // Freshness is measured by the machine's own time: a simulated clock may stand still or jump.
        this(sql, transactions, layout, defaults, clock, System::nanoTime);
    }

    RankingWeights(
            JdbcClient sql,
            TransactionTemplate transactions,
            FeatureLayout layout,
            Weights defaults,
            InstantSource clock,
            LongSupplier nanos) {
        defaults.requireKnown(layout);
        this.sql = sql;
        this.transactions = transactions;
        this.layout = layout;
        this.defaults = defaults;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** The ranker by the weights in force; cheap enough for every request. */
    public WeightedRanker ranker() {
        return known().ranker;
    }

    /** The weights in force. */
    public Weights current() {
        return known().weights;
    }

    /**
     * The weights that were in force at a time, as far as their changes were written down: what was written into the table
     * by hand is taken to have been there always. A server may have gone on with those before for {@link #SEEN}.
     */
    public Weights at(Instant time) {
        Map<String, Double> values = new LinkedHashMap<>();
        rows().forEach((name, row) -> values.put(name, row.value));
        sql.sql("""
                        select name, before from ranking_weight_change where changed_at > :time
                        order by changed_at desc, id desc""").param("time", Timestamp.from(time)).query(row -> {
            String name = row.getString("name");
            Double before = row.getObject("before", Double.class);
            if (before == null) {
                values.remove(name);
            } else {
                values.put(name, before);
            }
        });
        return weights(values);
    }

    /** Every feature that may weigh, in the layout's order, as the table has it now (not cached). */
    public List<Entry> entries() {
        Map<String, Row> rows = rows();
        return layout.features().stream()
                .map(feature -> {
                    Row row = rows.get(feature.name());
                    double value = row != null ? row.value : rows.isEmpty() ? defaults.of(feature.name()) : 0;
                    return new Entry(
                            feature,
                            value,
                            defaults.of(feature.name()),
                            row == null ? null : row.updatedAt,
                            row == null ? null : row.updatedBy);
                })
                .toList();
    }

    /** The newest changes, newest first. */
    public List<Change> changes(int limit) {
        return sql.sql("""
                        select name, before, after, changed_at, changed_by from ranking_weight_change
                        order by changed_at desc, id desc limit :limit""")
                .param("limit", limit)
                .query((row, number) -> new Change(
                        row.getString("name"),
                        row.getObject("before", Double.class),
                        row.getObject("after", Double.class),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("changed_by")))
                .list();
    }

    /**
     * Replaces all weights and writes down what changed. In force at once in this process, within 5 s in others.
     *
     * @param by the account that changes them
     * @throws IllegalArgumentException if a weight is for an unknown feature; nothing is changed
     */
    public void save(Weights weights, String by) {
        weights.requireKnown(layout);
        transactions.executeWithoutResult(status -> {
            sql.sql("lock table ranking_weight in share row exclusive mode").update();
            Map<String, Row> before = rows();
            Instant now = clock.instant();
            weights.values().forEach((name, value) -> {
                Row row = before.remove(name);
                if (row == null || row.value != value) {
                    store(name, value, now, by);
                    audit(name, row == null ? null : row.value, value, now, by);
                }
            });
            before.forEach((name, row) -> {
                sql.sql("delete from ranking_weight where name = :name")
                        .param("name", name)
                        .update();
                audit(name, row.value, null, now, by);
            });
        });
        known = null;
    }

    /** Empties the table, so that the defaults hold again. */
    public void reset(String by) {
        save(new Weights(Map.of()), by);
    }

    private void store(String name, double value, Instant now, String by) {
        sql.sql("""
                        insert into ranking_weight (name, value, updated_at, updated_by) values (:name, :value, :now, :by)
                        on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at,
                            updated_by = excluded.updated_by""")
                .param("name", name)
                .param("value", value)
                .param("now", Timestamp.from(now))
                .param("by", by)
                .update();
    }

    private void audit(String name, @Nullable Double before, @Nullable Double after, Instant now, String by) {
        sql.sql("""
                        insert into ranking_weight_change (name, before, after, changed_at, changed_by)
                        values (:name, cast(:before as double precision), cast(:after as double precision), :now, :by)""")
                .param("name", name)
                .param("before", before)
                .param("after", after)
                .param("now", Timestamp.from(now))
                .param("by", by)
                .update();
    }

    private Known known() {
        Known last = known;
        long now = nanos.getAsLong();
        if (last != null && now - last.readAt < FRESH.toNanos()) {
            return last;
        }
        return refresh(last, now);
    }

    private synchronized Known refresh(@Nullable Known seen, long now) {
        Known last = known;
        if (last != null && last != seen) {
            return last;
        }
        Weights weights;
        try {
            weights = read();
        } catch (RuntimeException e) {
            weights = last == null ? defaults : last.weights;
            LOG.warn("Cannot read the table ranking_weight, going on with {}: {}", weights.values(), e.toString());
        }
        Known fresh = new Known(weights, new WeightedRanker(layout, weights), now);
        known = fresh;
        return fresh;
    }

    private Weights read() {
        Map<String, Double> values = new LinkedHashMap<>();
        rows().forEach((name, row) -> values.put(name, row.value));
        return weights(values);
    }

    /** @param rows of the table, name to weight; none: the defaults */
    private Weights weights(Map<String, Double> rows) {
        if (rows.isEmpty()) {
            return defaults;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        rows.forEach((name, value) -> {
            if (layout.names().contains(name)) {
                values.put(name, value);
            } else {
                LOG.warn(
                        "The table ranking_weight has a weight for '{}', which is no feature of layout '{}'; it counts"
                                + " nothing. Known are {}",
                        name,
                        layout.name(),
                        layout.names());
            }
        });
        return new Weights(values);
    }

    private Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        sql.sql("select name, value, updated_at, updated_by from ranking_weight order by name")
                .query(row -> {
                    rows.put(
                            row.getString("name"),
                            new Row(
                                    row.getDouble("value"),
                                    row.getTimestamp("updated_at").toInstant(),
                                    row.getString("updated_by")));
                });
        return rows;
    }

    /**
     * One line of the console's table.
     *
     * @param updatedAt when it was set, {@code null} while it has no row of its own
     */
    public record Entry(
            Feature feature,
            double value,
            double defaultValue,
            @Nullable Instant updatedAt,
            @Nullable String updatedBy) {}

    /** @param before {@code null} if it had no row @param after {@code null} if its row was removed */
    public record Change(
            String name, @Nullable Double before, @Nullable Double after, Instant at, String by) {}

    private record Row(double value, Instant updatedAt, String updatedBy) {}

    private record Known(Weights weights, WeightedRanker ranker, long readAt) {}
}
