package dev.latchkey.platform.db;

/// Where connections come from: one writer and several readers (SQLite), or a pool (PostgreSQL).
interface Connections extends AutoCloseable {
    Dialect dialect();

    Session takeReader();

    /// @param healthy whether the connection may be used again
    void giveBackReader(Session session, boolean healthy);

    Session takeWriter();

    /// @param healthy whether the connection may be used again
    void giveBackWriter(Session session, boolean healthy);

    @Override
    void close();
}
