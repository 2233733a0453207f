package tino.lifecycle.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tino.lifecycle.database.Database;

/**
 * Looks for a person in every table and every file, when all stores have said that they are done: what no store knew of is
 * said, not hidden. Names of staff in the histories of what they decided stay there, and are found here.
 */
final class Remains {
    /** The erasure's own tables, which forget at its end. */
    private static final List<String> OWN = List.of("erasure", "erasure_step", "erasure_decision", "erasure_dataset");

    private static final List<String> TYPES =
            List.of("text", "varchar", "json", "jsonb", "uuid", "_text", "_varchar", "_uuid", "bytea");

    /** Searched as tables; keys, which name nobody; snapshots, which are searched row by row. */
    private static final Set<String> NOT_READ = Set.of("postgres", "keys", "lake");

    private final Database database;
    private final Path home;
    private final Map<String, String> namesakes;

    /** @param namesakes of all stores, see {@link PersonalData#namesakes} */
    Remains(Database database, Path home, Map<String, String> namesakes) {
        this.database = database;
        this.home = home;
        this.namesakes = Map.copyOf(namesakes);
    }

    private record Column(String table, String name, String type) {
        String text() {
            return type.equals("bytea") ? "encode(\"" + name + "\", 'escape')" : '"' + name + "\"::text";
        }
    }

    /** Place, {@code table.column} or a file, to how many rows; files count one. */
    Map<String, Long> of(Subject subject) {
        Map<String, Long> remains = new TreeMap<>();
        columns().forEach((table, columns) -> remains.putAll(rows(table, columns, subject)));
        files(subject).forEach(file -> remains.put(file, 1L));
        return remains;
    }

    /** By table. */
    private SortedMap<String, List<Column>> columns() {
        return database
                .sql()
                .sql("""
                        SELECT c.relname, a.attname, t.typname FROM pg_attribute a
                        JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
                        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                          AND a.attnum > 0 AND NOT a.attisdropped AND t.typname::text = ANY (?) AND c.relname::text <> ALL (?)
                        ORDER BY 1, 2
                        """)
                .params(TYPES.toArray(String[]::new), OWN.toArray(String[]::new))
                .query((row, number) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Column::table, TreeMap::new, Collectors.toList()));
    }

    /** In one reading of the table, which may be the whole log. */
    private Map<String, Long> rows(String table, List<Column> columns, Subject subject) {
        String[] anywhere = subject.all().stream().filter(Subject::unmistakable).toArray(String[]::new);
        String[] whole = subject.all().toArray(String[]::new);
        String counts = columns.stream()
                .map(column -> {
                    String text = column.text();
                    String persons = namesakes.getOrDefault(table + '.' + column.name(), "true");
                    return "count(*) FILTER (WHERE " + text + " = ANY (:whole) AND (" + persons + ")"
                            + " OR exists(SELECT FROM unnest(:anywhere) n WHERE strpos(" + text + ", n) > 0))";
                })
                .collect(Collectors.joining(", "));
        return database.sql()
                .sql("SELECT " + counts + " FROM \"" + table + '"')
                .param("whole", whole)
                .param("anywhere", anywhere)
                .query((row, number) -> {
                    Map<String, Long> found = new TreeMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        if (row.getLong(i + 1) > 0) {
                            found.put(table + "." + columns.get(i).name(), row.getLong(i + 1));
                        }
                    }
                    return found;
                })
                .single();
    }

    private List<String> files(Subject subject) {
        Mentions mentions = new Mentions(
                subject.all().stream().filter(Subject::unmistakable).toList());
        Stream.Builder<String> found = Stream.builder();
        try {
            Files.walkFileTree(home, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.getParent() != null
                                    && folder.getParent().equals(home)
                                    && NOT_READ.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && !lock(file) && mentions.in(file)) {
                        found.add(home.relativize(file).toString());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    // Others go on working meanwhile.
                    return FileVisitResult.CONTINUE;
                }
            });
            return found.build().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The files in " + home + " cannot be searched: " + e.getMessage(), e);
        }
    }

    /** POSIX drops a process's lock on a file as soon as it closes the file once, whoever in it opened it: never look into one. */
    private static boolean lock(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".lock");
    }
}
