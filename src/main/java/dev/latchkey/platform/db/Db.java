package dev.latchkey.platform.db;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;

/// The database. Everything that touches it is a lambda, short and free of network calls.
///
/// Time that decides over an expiry is the database's, so that replicas with drifting clocks agree ([Tx#now]).
public final class Db implements AutoCloseable {
    private final Connections connections;
    private final DatabaseTime time;

    Db(Connections connections, DatabaseTime time) {
        this.connections = connections;
        this.time = time;
    }

    public Dialect dialect() {
        return connections.dialect();
    }

    /// The database's time.
    public Instant now() {
        return time.instant();
    }

    /// Finds out anew how far the database's clock is from this process's.
    ///
    /// @throws DbUnavailable if the database cannot be reached
    public void measureTime() {
        time.measure(this);
    }

    /// Runs single statements that only read. On SQLite any number run beside the one writer.
    ///
    /// @throws DbUnavailable if the database cannot be reached
    public <T> T read(Function<Tx, T> work) {
        var session = connections.takeReader();
        var healthy = true;
        try {
            return work.apply(new Tx(session, dialect(), now()));
        } catch (DbUnavailable e) {
            healthy = false;
            throw e;
        } finally {
            connections.giveBackReader(session, healthy);
        }
    }

    /// Runs one transaction: all of it is stored when this returns, none of it when it throws. It is run a second time
    /// if the database gave it up for another one, so it changes nothing but the database.
    ///
    /// @throws DbUnavailable if the database cannot be reached or written; nothing was changed
    public <T> T write(Function<Tx, T> work) {
        record Written<T>(Tx tx, T result) {}
        var written = anew(tx -> new Written<>(tx, work.apply(tx)));
        written.tx().committed();
        return written.result();
    }

    private <T> T anew(Function<Tx, T> work) {
        try {
            return transaction(work);
        } catch (DbUnavailable e) {
            if (e.wasGivenUpForAnother()) {
                return transaction(work);
            }
            throw e;
        }
    }

    private <T> T transaction(Function<Tx, T> work) {
        var session = connections.takeWriter();
        var healthy = false;
        try {
            session.begin();
            try {
                var result = work.apply(new Tx(session, dialect(), now()));
                session.commit();
                healthy = true;
                return result;
            } catch (RuntimeException | Error | SQLException e) {
                healthy = rollBack(session, e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        } finally {
            connections.giveBackWriter(session, healthy);
        }
    }

    private static boolean rollBack(DbConnection session, Throwable cause) {
        try {
            session.rollback();
            return !(cause instanceof DbUnavailable);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
