package tino.server.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;
import tino.lifecycle.database.Database;

/**
 * Looks for texts in the whole store, independently of the code that erases: every row of every table as text, and every
 * file under TINO_HOME, Parquet and packed logs decoded, the index field by field and term by term.
 */
final class Traces {
    private Traces() {}

    /** Text to where it stands. */
    static Map<String, Set<String>> of(Collection<String> texts, Database database, Path home) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String table : tables(database)) {
            List<String> rows = database.sql()
                    .sql("SELECT t::text FROM \"" + table + "\" t")
                    .query((row, number) -> row.getString(1))
                    .list();
            rows.forEach(row -> look(texts, row, table, found));
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                if (!name.startsWith("postgres")) {
                    content(file).forEach(part -> look(texts, part, name, found));
                }
            }
        }
        return found;
    }

    private static void look(Collection<String> texts, String in, String where, Map<String, Set<String>> found) {
        for (String text : texts) {
            if (in.contains(text)) {
                found.computeIfAbsent(text, _ -> new TreeSet<>()).add(where);
            }
        }
    }

    private static List<String> tables(Database database) {
        return database.sql()
                .sql("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static List<String> content(Path file) throws IOException {
        String name = file.getFileName().toString();
        List<String> parts = new ArrayList<>();
        if (name.endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                parts.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
            return parts;
        }
        if (name.endsWith(".parquet")) {
            parts.addAll(rows(file));
        }
        if (name.startsWith("segments_")) {
            parts.addAll(index(Objects.requireNonNull(file.getParent())));
        }
        parts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        return parts;
    }

    private static List<String> rows(Path parquet) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT CAST(t AS VARCHAR) FROM read_parquet('" + parquet + "') t")) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Deleted documents whose segment is still there included. */
    private static List<String> index(Path folder) throws IOException {
        List<String> parts = new ArrayList<>();
        try (FSDirectory directory = FSDirectory.open(folder);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext context : reader.leaves()) {
                LeafReader leaf = context.reader();
                for (int document = 0; document < leaf.maxDoc(); document++) {
                    Document stored = leaf.storedFields().document(document);
                    stored.forEach(field -> {
                        if (field.binaryValue() != null) {
                            parts.add(new String(
                                    field.binaryValue().bytes,
                                    field.binaryValue().offset,
                                    field.binaryValue().length,
                                    StandardCharsets.UTF_8));
                        } else {
                            parts.add(String.valueOf(field.stringValue()));
                        }
                    });
                }
                for (var field : leaf.getFieldInfos()) {
                    if (leaf.terms(field.name) != null) {
                        TermsEnum terms = leaf.terms(field.name).iterator();
                        while (terms.next() != null) {
                            parts.add(new String(
                                    terms.term().bytes,
                                    terms.term().offset,
                                    terms.term().length,
                                    StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return parts;
    }
}
