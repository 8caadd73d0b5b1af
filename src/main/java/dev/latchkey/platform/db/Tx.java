package dev.latchkey.platform.db;

import java.time.Instant;

/// A reading connection or an open transaction. It lives as long as the lambda that got it.
public final class Tx {
    private final Session session;
    private final Dialect dialect;
    private final Instant now;

    Tx(Session session, Dialect dialect, Instant now) {
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
}
