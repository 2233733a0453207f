package tino.lifecycle.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One PostgreSQL database and a pool of connections to it.
 *
 * <p>When the server is gone, a statement fails within {@link #PATIENCE} with a {@code CannotGetJdbcConnectionException};
 * when it is back, the next statement works. Nothing has to be restarted.
 */
public final class Database implements AutoCloseable {
    /** How long a statement waits for a connection. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int CONNECTIONS = 16;

    private final DataSource pool;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Runnable onClose;

    private Database(DataSource pool, Runnable onClose) {
        this.pool = pool;
        this.sql = JdbcClient.create(pool);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
        this.onClose = onClose;
    }

    /**
     * The database {@code tino} of the embedded server in this home, made on first use. Closing it also stops the server
     * if this process started it.
     */
    public static Database embedded(Path home) {
        EmbeddedPostgres server = EmbeddedPostgres.start(home);
        try {
            return open(server, "tino", server::close);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A database of this server, made if it is not there. Closing it leaves the server running. */
    public static Database open(EmbeddedPostgres server, String name) {
        return open(server, name, () -> {});
    }

    private static Database open(EmbeddedPostgres server, String name, Runnable onClose) {
        try (Database administration = open(server.url("postgres"), server.user(), server.password(), 1, () -> {})) {
            // CREATE DATABASE takes neither parameters nor IF NOT EXISTS.
            boolean there = administration
                    .sql
                    .sql("SELECT exists(SELECT FROM pg_database WHERE datname = ?)")
                    .param(name)
                    .query(Boolean.class)
                    .single();
            if (!there) {
                administration
                        .sql
                        .sql("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"")
                        .update();
            }
        } catch (org.springframework.dao.DuplicateKeyException another) {
            // Another process made it between the question and the answer.
        }
        return open(server.url(name), server.user(), server.password(), CONNECTIONS, onClose);
    }

    /**
     * Any PostgreSQL, e.g. {@code jdbc:postgresql://db:5432/tino?user=tino&password=…}.
     *
     * @param user {@code null} where the URL names it
     * @param password {@code null} where the URL or a password file has it
     * @throws DatabaseUnavailable if it cannot be reached now
     */
    public static Database open(String url, @Nullable String user, @Nullable String password) {
        return open(url, user, password, CONNECTIONS, () -> {});
    }

    private static Database open(
            String url, @Nullable String user, @Nullable String password, int connections, Runnable onClose) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("Expected a URL that starts with jdbc:postgresql:, got '" + url
                    + "'. Set TINO_DB_URL to e.g. jdbc:postgresql://localhost:5432/tino?user=tino&password=….");
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setPoolName("tino-" + url.substring(url.lastIndexOf('/') + 1).replaceFirst("\\?.*", ""));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(1_000);
        config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
        config.setInitializationFailTimeout(PATIENCE.toMillis());
        Map.of(
                        "ApplicationName", "tino",
                        "connectTimeout", "2",
                        "tcpKeepAlive", "true",
                        "reWriteBatchedInserts", "true")
                .forEach(config::addDataSourceProperty);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            return new Database(pool, () -> {
                pool.close();
                onClose.run();
            });
        } catch (com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DatabaseUnavailable(
                    "No connection to " + url.replaceAll("(?i)(password=)[^&]*", "$1…") + ": " + cause.getMessage()
                            + " Check that PostgreSQL runs there and that TINO_DB_URL, user and password are right.",
                    e);
        }
    }

    /** A database that whoever opened the connections closes. */
    public static Database over(DataSource connections) {
        return new Database(connections, () -> {});
    }

    /** Statements, each in the current transaction or, without one, in its own. */
    public JdbcClient sql() {
        return sql;
    }

    public TransactionTemplate transactions() {
        return transactions;
    }

    public DataSource dataSource() {
        return pool;
    }

    /**
     * Brings the tables of one module to their newest form: the files {@code db/migration/<module>/V…__….sql} of the class
     * path. Each module has a history of its own, in {@code flyway_<module>}. Two processes may do so at once.
     *
     * @return number of migrations applied now
     */
    public int migrate(String module) {
        return Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration/" + module)
                .failOnMissingLocations(true)
                .table("flyway_" + module)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate()
                .migrationsExecuted;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
