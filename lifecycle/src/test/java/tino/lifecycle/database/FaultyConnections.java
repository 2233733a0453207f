package tino.lifecycle.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Objects;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One real connection that can be lost at a chosen point: before a statement, before a commit, or after the commit and before
 * its answer. What was not committed is rolled back, as the server does when a client is gone; the next connection works. It can
 * also let somebody else act between two statements. Not for more than one thread at a time.
 */
public final class FaultyConnections implements DataSource, AutoCloseable {
    private final Connection physical;
    private int statements;
    private int loseBefore;
    private int loseAfter;
    private int interruptBefore;
    private @Nullable Runnable other;
    private boolean dead;

    public FaultyConnections(DataSource real) {
        try {
            this.physical = real.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on nothing fails; statements are counted from 1. */
    public void calm() {
        statements = 0;
        loseBefore = 0;
        loseAfter = 0;
        interruptBefore = 0;
        other = null;
    }

    /** The connection is lost before this statement, or this commit: a commit counts as one. */
    public void loseBefore(int statement) {
        loseBefore = statement;
    }

    /** It is lost when this statement or commit was done and before its answer came. */
    public void loseAfter(int statement) {
        loseAfter = statement;
    }

    /** Before this statement somebody else acts; in a transaction, before the first one after it. */
    public void letActBefore(int statement, Runnable other) {
        this.interruptBefore = statement;
        this.other = other;
    }

    @Override
    public Connection getConnection() {
        dead = false;
        return proxy(Connection.class, this::onConnection);
    }

    private @Nullable Object onConnection(Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("close")) {
            if (!physical.getAutoCommit()) {
                physical.rollback();
                physical.setAutoCommit(true);
            }
            return null;
        }
        if (dead) {
            throw gone();
        }
        return switch (name) {
            case "commit" -> counted(() -> call(physical, method, arguments));
            case "prepareStatement", "createStatement" -> {
                Statement real = (Statement) Objects.requireNonNull(call(physical, method, arguments));
                Class<? extends Statement> type =
                        name.equals("createStatement") ? Statement.class : PreparedStatement.class;
                yield proxy(type, (inner, values) -> onStatement(real, inner, values));
            }
            default -> call(physical, method, arguments);
        };
    }

    private @Nullable Object onStatement(Statement real, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            real.close();
            return null;
        }
        if (dead) {
            throw gone();
        }
        return method.getName().startsWith("execute")
                ? counted(() -> call(real, method, arguments))
                : call(real, method, arguments);
    }

    private @Nullable Object counted(Call call) throws Throwable {
        statements++;
        Runnable somebody = other;
        if (somebody != null && statements >= interruptBefore && physical.getAutoCommit()) {
            other = null;
            somebody.run();
        }
        if (statements == loseBefore) {
            lose();
        }
        Object result = call.run();
        if (statements == loseAfter) {
            lose();
        }
        return result;
    }

    private void lose() throws SQLException {
        if (!physical.getAutoCommit()) {
            physical.rollback();
            physical.setAutoCommit(true);
        }
        dead = true;
        throw gone();
    }

    private static SQLException gone() {
        return new SQLException("The connection was lost.", "08006");
    }

    private interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    private interface Handler {
        @Nullable
        Object on(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        Object[] none = {};
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.on(method, arguments == null ? none : arguments)));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public void close() throws SQLException {
        physical.close();
    }
}
