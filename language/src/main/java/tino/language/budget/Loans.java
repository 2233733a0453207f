package tino.language.budget;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tino.language.budget.Account.Wish;
import tino.lifecycle.database.Database;

/** The table of budgets: lends to servers, takes back, and hears what was spent; many accounts in one transaction. */
final class Loans {
    private final Database database;

    Loans(Database database) {
        this.database = database;
    }

    private record Key(String account, long startMillis) {
        static Key of(Account account) {
            return new Key(account.key, account.start.toEpochMilli());
        }
    }

    /** Does what these accounts wish, and tells them. */
    void round(Map<Account, Wish> wishes) {
        List<Account> accounts = new ArrayList<>(wishes.keySet());
        // In one order everywhere, so that servers do not wait for each other in a circle.
        accounts.sort(Comparator.comparing((Account account) -> account.key).thenComparing(account -> account.start));
        boolean[] committing = new boolean[1];
        Map<Account, long[]> found = new LinkedHashMap<>();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                exchange(connection, accounts, wishes, found);
                committing[0] = true;
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException | RuntimeException e) {
            wishes.forEach((account, wish) -> account.failed(wish, e, !committing[0]));
            return;
        }
        found.forEach((account, row) -> {
            Wish wish = wishes.getOrDefault(account, new Wish(0, 0, 0, 0, 0, false));
            long ours = account.outstanding() + row[0] - wish.back() - wish.spent();
            account.answered(wish, row[0], account.limit - row[1], Math.max(0, row[1] - row[2] - ours));
        });
    }

    /** Fills in for each account: loan, committed and spent afterwards. */
    private static void exchange(
            Connection connection, List<Account> accounts, Map<Account, Wish> wishes, Map<Account, long[]> found)
            throws SQLException {
        Array keys = keys(connection, accounts);
        Array starts = starts(connection, accounts);
        Map<Key, long[]> rows = read(connection, keys, starts);
        // Only of those who lack money: a row that is gone otherwise was erased, and does not come back.
        List<Account> begun = new ArrayList<>();
        for (Account account : accounts) {
            if (!rows.containsKey(Key.of(account))
                    && Objects.requireNonNull(wishes.get(account)).need() > 0) {
                begun.add(account);
            }
        }
        if (!begun.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO language_budget (account, period_start) SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING")) {
                insert.setArray(1, keys(connection, begun));
                insert.setArray(2, starts(connection, begun));
                insert.executeUpdate();
            }
            rows = read(connection, keys, starts);
        }
        Long[] committed = new Long[accounts.size()];
        Long[] spent = new Long[accounts.size()];
        Boolean[] wanted = new Boolean[accounts.size()];
        for (int i = 0; i < committed.length; i++) {
            Account account = accounts.get(i);
            Wish wish = wishes.getOrDefault(account, new Wish(0, 0, 0, 0, 0, false));
            long[] row = rows.get(Key.of(account));
            long before = row == null ? 0 : row[0] - wish.back();
            long loan = row == null ? 0 : wish.loan(account.limit - before);
            committed[i] = loan - wish.back();
            spent[i] = wish.spent();
            wanted[i] = wish.recall() && wish.need() > 0 && loan == 0;
            found.put(account, new long[] {loan, before + loan, row == null ? 0 : row[1] + wish.spent()});
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE language_budget b
                SET committed = b.committed + d.committed, spent = b.spent + d.spent,
                    wanted_at = CASE WHEN d.wanted THEN clock_timestamp() ELSE b.wanted_at END
                FROM unnest(?, ?, ?, ?, ?) AS d (account, period_start, committed, spent, wanted)
                WHERE b.account = d.account AND b.period_start = d.period_start
                """)) {
            update.setArray(1, keys);
            update.setArray(2, starts);
            update.setArray(3, connection.createArrayOf("bigint", committed));
            update.setArray(4, connection.createArrayOf("bigint", spent));
            update.setArray(5, connection.createArrayOf("boolean", wanted));
            update.executeUpdate();
        }
    }

    private static Array keys(Connection connection, List<Account> accounts) throws SQLException {
        return connection.createArrayOf(
                "text", accounts.stream().map(account -> account.key).toArray());
    }

    private static Array starts(Connection connection, List<Account> accounts) throws SQLException {
        return connection.createArrayOf(
                "timestamptz",
                accounts.stream().map(account -> Timestamp.from(account.start)).toArray());
    }

    /** Committed and spent, with the rows locked. */
    private static Map<Key, long[]> read(Connection connection, Array keys, Array starts) throws SQLException {
        Map<Key, long[]> rows = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT b.account, b.period_start, b.committed, b.spent
                FROM language_budget b JOIN unnest(?, ?) AS k (account, period_start) USING (account, period_start)
                ORDER BY b.account, b.period_start FOR UPDATE OF b
                """)) {
            select.setArray(1, keys);
            select.setArray(2, starts);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.put(
                            new Key(result.getString(1), result.getTimestamp(2).getTime()),
                            new long[] {result.getLong(3), result.getLong(4)});
                }
            }
        }
        return rows;
    }

    /** Accounts that some server lacks money of. */
    Set<String> wanted() {
        return new HashSet<>(database.sql()
                .sql("SELECT account FROM language_budget WHERE wanted_at > clock_timestamp() - interval '2 seconds'")
                .query(String.class)
                .list());
    }

    record Told(long committed, long spent) {}

    Told told(Account account) {
        return database.sql()
                .sql("SELECT committed, spent FROM language_budget WHERE account = ? AND period_start = ?")
                .param(account.key)
                .param(Timestamp.from(account.start))
                .query((row, number) -> new Told(row.getLong(1), row.getLong(2)))
                .optional()
                .orElse(new Told(0, 0));
    }
}
