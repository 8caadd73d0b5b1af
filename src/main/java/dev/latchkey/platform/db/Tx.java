package dev.latchkey.platform.db;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A reading connection or an open transaction. It lives as long as the lambda that got it.
public final class Tx {
    private final DbConnection session;
    private final Dialect dialect;
    private final Instant now;
    private final List<Runnable> afterwards = new ArrayList<>(0);

    Tx(DbConnection session, Dialect dialect, Instant now) {
        this.session = session;
        this.dialect = dialect;
        this.now = now;
    }

    /// The database's time when this began; what expiries are compared with.
    public Instant now() {
        return now;
    }

    public Dialect dialect() {
        return dialect;
    }

    /// One statement with named parameters (`:name`), each bound before it runs. Values never become part of the text.
    public Sql sql(String text) {
        return new Sql(session, text);
    }

    /// Lets the rest of the transaction take as long as it takes, for what no request waits for.
    void unlimited() {
        try {
            session.unlimited();
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    /// What is to happen once the transaction is stored, and not otherwise; short, since the caller waits for it.
    public void afterCommit(Runnable action) {
        afterwards.add(action);
    }

    void committed() {
        afterwards.forEach(Runnable::run);
    }
}
