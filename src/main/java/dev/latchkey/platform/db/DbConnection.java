package dev.latchkey.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection with its prepared statements. Used by one thread at a time.
///
/// SQLite's driver compiles a statement anew each time it is prepared, so they are kept here; PostgreSQL's keeps them
/// itself.
final class DbConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DbConnection.class);
    private static final int KEPT_STATEMENTS = 128;

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, Prepared> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long began;
    private boolean unlimited;

    DbConnection(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /// @param plannedAnew whether PostgreSQL's plan of an earlier run is of no use to this one
    Prepared prepare(String sql, boolean plannedAnew) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            var statement = connection.prepareStatement(sql);
            if (plannedAnew) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            return new Prepared(statement);
        }
        began = System.nanoTime();
        var prepared = kept.remove(sql);
        return prepared != null ? prepared : new Prepared(connection.prepareStatement(sql));
    }

    /// Takes a statement back after its results were read. Its parameters stay bound until the next run binds them all:
    /// clearing them would have SQLite compile the statement anew, at six times the cost of running it.
    ///
    /// @param whole whether it ran to its end: SQLite's driver gives one up that did not
    void release(String sql, Prepared prepared, boolean whole) throws SQLException {
        if (dialect == Dialect.POSTGRESQL || !whole || kept.containsKey(sql)) {
            prepared.statement().close();
            return;
        }
        kept.put(sql, prepared);
        if (kept.size() > KEPT_STATEMENTS) {
            var eldest = kept.entrySet().iterator();
            eldest.next().getValue().statement().close();
            eldest.remove();
        }
    }

    /// Whether the statement that runs has taken longer than this.
    boolean overdue(Duration longest) {
        return !unlimited && System.nanoTime() - began > longest.toNanos();
    }

    /// Lets the rest of the transaction take as long as it takes.
    void unlimited() throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            run("set local statement_timeout = 0");
        }
        unlimited = true;
    }

    void begin() throws SQLException {
        unlimited = false;
        if (dialect == Dialect.POSTGRESQL) {
            connection.setAutoCommit(false);
        } else {
            run("BEGIN IMMEDIATE");
        }
    }

    void commit() throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            connection.commit();
            connection.setAutoCommit(true);
        } else {
            run("COMMIT");
        }
    }

    void rollback() throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            connection.rollback();
            connection.setAutoCommit(true);
            return;
        }
        try {
            run("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has ended the transaction by itself after some errors, a full disk among them.
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    /// Runs a script of one statement without parameters or results.
    void run(String sql) throws SQLException {
        var prepared = prepare(sql, false);
        prepared.statement().execute();
        release(sql, prepared, true);
    }

    Dialect dialect() {
        return dialect;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            for (var prepared : kept.values()) {
                prepared.statement().close();
            }
            connection.close();
        } catch (SQLException e) {
            LOG.debug("connection_close_failed", e);
        }
    }
}
