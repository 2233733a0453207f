package tino.marketplace.simulate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import tino.lifecycle.database.Database;

/** The table {@code simulation_day}: empty where nothing was ever simulated. */
public final class SimulatedDays {
    private final Database database;

    public SimulatedDays(Database database) {
        this.database = database;
    }

    /** Writes a day down; one that was simulated before is replaced. */
    public void put(SimulatedDay day) {
        database.sql()
                .sql("""
                        insert into simulation_day (day, searches, clicks, quotes, contracts, ctr10, ctr10_weights,
                            ctr10_champion, ndcg_weights, ndcg_champion, ranked_by, trials, fashion, verdict)
                        values (:day, :searches, :clicks, :quotes, :contracts, :ctr10, :ctr10_weights,
                            :ctr10_champion, :ndcg_weights, :ndcg_champion, :ranked_by, :trials, :fashion, :verdict)
                        on conflict (day) do update set searches = excluded.searches, clicks = excluded.clicks,
                            quotes = excluded.quotes, contracts = excluded.contracts, ctr10 = excluded.ctr10,
                            ctr10_weights = excluded.ctr10_weights, ctr10_champion = excluded.ctr10_champion,
                            ndcg_weights = excluded.ndcg_weights, ndcg_champion = excluded.ndcg_champion,
                            ranked_by = excluded.ranked_by, trials = excluded.trials, fashion = excluded.fashion,
                            verdict = excluded.verdict
                        """)
                .paramSource(new MapSqlParameterSource()
                        .addValue("day", day.day())
                        .addValue("searches", day.searches())
                        .addValue("clicks", day.clicks())
                        .addValue("quotes", day.quotes())
                        .addValue("contracts", day.contracts())
                        .addValue("ctr10", day.ctr10())
                        .addValue("ctr10_weights", day.ctr10Weights())
                        .addValue("ctr10_champion", day.ctr10Champion())
                        .addValue("ndcg_weights", day.ndcgWeights())
                        .addValue("ndcg_champion", day.ndcgChampion())
                        .addValue("ranked_by", day.rankedBy())
                        .addValue("trials", day.trials())
                        .addValue("fashion", day.fashion().code())
                        .addValue("verdict", day.verdict()))
                .update();
    }

    /** All, the earliest first. */
    public List<SimulatedDay> all() {
        return database.sql()
                .sql("select * from simulation_day order by day")
                .query(SimulatedDays::row)
                .list();
    }

    private static SimulatedDay row(ResultSet row, int number) throws SQLException {
        return new SimulatedDay(
                row.getObject("day", LocalDate.class),
                row.getInt("searches"),
                row.getInt("clicks"),
                row.getInt("quotes"),
                row.getInt("contracts"),
                row.getDouble("ctr10"),
                row.getDouble("ctr10_weights"),
                row.getDouble("ctr10_champion"),
                row.getDouble("ndcg_weights"),
                row.getDouble("ndcg_champion"),
                row.getString("ranked_by"),
                row.getString("trials"),
                Fashion.of(row.getString("fashion")),
                row.getString("verdict"));
    }
}
