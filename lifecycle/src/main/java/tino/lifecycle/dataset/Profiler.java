package tino.lifecycle.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.statistic.Holm;
import tino.lifecycle.statistic.Homogeneity;
import tino.lifecycle.statistic.KolmogorovSmirnov;
import tino.lifecycle.statistic.PopulationStability;

/** Looks at the values of snapshots, one column at a time, so that it needs memory for one column of each. */
final class Profiler implements AutoCloseable {
    private static final int SHOWN = 5;
    private static final int COMPARED = 20;
    private static final int TENTHS = 10;
    /** More different values than this share of the rows: names of things, which have no distribution. */
    private static final double NAMES = 0.5;

    private final DuckDBConnection connection;

    Profiler() {
        try {
            this.connection = DuckDb.open(null);
        } catch (SQLException e) {
            throw DuckDb.failure("DuckDB did not start", e);
        }
    }

    List<ColumnProfile> profile(Dataset dataset) {
        return Field.of(dataset).stream().map(field -> profile(dataset, field)).toList();
    }

    DatasetComparison compare(Dataset left, Dataset right) {
        Map<String, Field> ours = byName(left);
        Map<String, Field> theirs = byName(right);
        List<DatasetComparison.Column> columns = Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
                .distinct()
                .map(name -> compare(name, left, ours.get(name), right, theirs.get(name)))
                .toList();
        return new DatasetComparison(left, right, corrected(columns));
    }

    private static Map<String, Field> byName(Dataset dataset) {
        Map<String, Field> fields = new LinkedHashMap<>();
        Field.of(dataset).forEach(field -> fields.put(field.name(), field));
        return fields;
    }

    private static List<DatasetComparison.Column> corrected(List<DatasetComparison.Column> columns) {
        double[] adjusted = Holm.adjust(columns.stream()
                .map(DatasetComparison.Column::pValue)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
        List<DatasetComparison.Column> corrected = new ArrayList<>();
        int next = 0;
        for (DatasetComparison.Column column : columns) {
            corrected.add(column.pValue() == null ? column : column.corrected(adjusted[next++]));
        }
        return List.copyOf(corrected);
    }

    private DatasetComparison.Column compare(
            String name, Dataset left, @Nullable Field ours, Dataset right, @Nullable Field theirs) {
        ColumnProfile one = ours == null ? null : profile(left, ours);
        ColumnProfile other = theirs == null ? null : profile(right, theirs);
        if (ours == null || theirs == null || one == null || other == null || ours.kind() != theirs.kind()) {
            return new DatasetComparison.Column(name, one, other, null, null, null);
        }
        return switch (ours.kind()) {
            case NUMBER, TIME -> numbers(name, one, values(left, ours), other, values(right, theirs));
            case CATEGORY -> categories(name, left, ours, one, right, theirs, other);
            case OTHER -> new DatasetComparison.Column(name, one, other, null, null, null);
        };
    }

    private static DatasetComparison.Column numbers(
            String name, ColumnProfile one, double[] left, ColumnProfile other, double[] right) {
        if (left.length == 0 && right.length == 0) {
            return new DatasetComparison.Column(name, one, other, null, null, null);
        }
        double[] edges = edges(left.length == 0 ? right : left);
        double stability =
                PopulationStability.of(counts(edges, left, one.missing()), counts(edges, right, other.missing()));
        if (left.length == 0 || right.length == 0) {
            return new DatasetComparison.Column(name, one, other, stability, null, null);
        }
        KolmogorovSmirnov test = KolmogorovSmirnov.of(left, right);
        return new DatasetComparison.Column(name, one, other, stability, test.distance(), test.pValue());
    }

    /** Upper ends of tenths, each once. @param values rising */
    private static double[] edges(double[] values) {
        double[] edges = new double[TENTHS - 1];
        for (int tenth = 1; tenth < TENTHS; tenth++) {
            edges[tenth - 1] = values[(int) ((long) tenth * values.length / TENTHS)];
        }
        return Arrays.stream(edges).distinct().toArray();
    }

    private static long[] counts(double[] edges, double[] values, long missing) {
        long[] counts = new long[edges.length + 2];
        for (double value : values) {
            int found = Arrays.binarySearch(edges, value);
            counts[found < 0 ? -found - 1 : found]++;
        }
        counts[edges.length + 1] = missing;
        return counts;
    }

    private DatasetComparison.Column categories(
            String name,
            Dataset left,
            Field ours,
            ColumnProfile one,
            Dataset right,
            Field theirs,
            ColumnProfile other) {
        if (names(one) || names(other) || one.rows() == 0 || other.rows() == 0) {
            return new DatasetComparison.Column(name, one, other, null, null, null);
        }
        Map<String, Long> before = frequencies(left, ours, Integer.MAX_VALUE);
        Map<String, Long> now = frequencies(right, theirs, Integer.MAX_VALUE);
        List<String> values = Stream.concat(
                        before.keySet().stream().limit(COMPARED),
                        now.keySet().stream().limit(COMPARED))
                .distinct()
                .toList();
        long[] first = counts(values, before, one);
        long[] second = counts(values, now, other);
        return new DatasetComparison.Column(
                name,
                one,
                other,
                PopulationStability.of(first, second),
                null,
                Homogeneity.of(first, second).pValue());
    }

    private static boolean names(ColumnProfile profile) {
        long there = profile.rows() - profile.missing();
        return profile.distinct() != null && profile.distinct() > COMPARED && profile.distinct() > NAMES * there;
    }

    /** Of each value, of all others together, of none. */
    private static long[] counts(List<String> values, Map<String, Long> frequencies, ColumnProfile profile) {
        long[] counts = new long[values.size() + 2];
        long others = profile.rows() - profile.missing();
        for (int i = 0; i < values.size(); i++) {
            counts[i] = frequencies.getOrDefault(values.get(i), 0L);
            others -= counts[i];
        }
        counts[values.size()] = others;
        counts[values.size() + 1] = profile.missing();
        return counts;
    }

    private interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    private <T> T query(Dataset dataset, String select, Reader<T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        select.formatted("read_parquet(" + DuckDb.literal(dataset.file()) + ")"))) {
            return reader.read(result);
        } catch (SQLException e) {
            throw DuckDb.failure("Cannot look at " + dataset.file(), e);
        }
    }

    private ColumnProfile profile(Dataset dataset, Field field) {
        return switch (field.kind()) {
            case NUMBER, TIME -> numbers(dataset, field);
            case CATEGORY -> categories(dataset, field);
            case OTHER -> counted(dataset, field, "NULL", List.of());
        };
    }

    private ColumnProfile numbers(Dataset dataset, Field field) {
        String select = """
                SELECT count(*), count(v), count(DISTINCT v), avg(v), coalesce(stddev_samp(v), 0), min(v),
                       quantile_cont(v, 0.05), quantile_cont(v, 0.25), quantile_cont(v, 0.5), quantile_cont(v, 0.75),
                       quantile_cont(v, 0.95), max(v)
                FROM (SELECT %s AS v FROM %%s)
                """.formatted(field.number());
        return query(dataset, select, result -> {
            result.next();
            long rows = result.getLong(1);
            long there = result.getLong(2);
            ColumnProfile.Numbers numbers = there == 0
                    ? null
                    : new ColumnProfile.Numbers(
                            result.getDouble(4),
                            result.getDouble(5),
                            result.getDouble(6),
                            result.getDouble(7),
                            result.getDouble(8),
                            result.getDouble(9),
                            result.getDouble(10),
                            result.getDouble(11),
                            result.getDouble(12));
            return new ColumnProfile(
                    field.name(), field.type(), rows, rows - there, result.getLong(3), numbers, List.of());
        });
    }

    private ColumnProfile categories(Dataset dataset, Field field) {
        List<ColumnProfile.Frequency> top = frequencies(dataset, field, SHOWN).entrySet().stream()
                .map(value -> new ColumnProfile.Frequency(value.getKey(), value.getValue()))
                .toList();
        return counted(dataset, field, "count(DISTINCT " + field.expression() + ")", top);
    }

    private ColumnProfile counted(Dataset dataset, Field field, String distinct, List<ColumnProfile.Frequency> top) {
        String select = "SELECT count(*), count(" + field.expression() + "), " + distinct + " FROM %s";
        return query(dataset, select, result -> {
            result.next();
            long rows = result.getLong(1);
            long there = result.getLong(2);
            long different = result.getLong(3);
            return new ColumnProfile(
                    field.name(), field.type(), rows, rows - there, result.wasNull() ? null : different, null, top);
        });
    }

    /** Values and how often they are there, the most frequent first. */
    private Map<String, Long> frequencies(Dataset dataset, Field field, int most) {
        String select = "SELECT " + field.expression() + "::VARCHAR AS v, count(*) AS n FROM %s WHERE "
                + field.expression() + " IS NOT NULL GROUP BY v ORDER BY n DESC, v LIMIT " + most;
        return query(dataset, select, result -> {
            Map<String, Long> frequencies = new LinkedHashMap<>();
            while (result.next()) {
                frequencies.put(result.getString(1), result.getLong(2));
            }
            return frequencies;
        });
    }

    /** Those that are there, rising. */
    private double[] values(Dataset dataset, Field field) {
        String select = "SELECT v FROM (SELECT " + field.number() + " AS v FROM %s) WHERE v IS NOT NULL";
        double[] values = query(dataset, select, result -> {
            double[] read = new double[Math.toIntExact(dataset.rows())];
            int count = 0;
            while (result.next()) {
                read[count++] = result.getDouble(1);
            }
            return Arrays.copyOf(read, count);
        });
        Arrays.sort(values);
        return values;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DuckDb.failure("DuckDB did not close", e);
        }
    }
}
