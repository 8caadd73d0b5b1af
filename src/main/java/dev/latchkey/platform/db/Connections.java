package dev.latchkey.platform.db;

/// Where connections come from: one writer and several readers (SQLite), or a pool (PostgreSQL).
interface Connections extends AutoCloseable {
    Dialect dialect();

    DbConnection takeReader();

    /// @param healthy whether the connection may be used again
    void giveBackReader(DbConnection session, boolean healthy);

    DbConnection takeWriter();

    /// @param healthy whether the connection may be used again
    void giveBackWriter(DbConnection session, boolean healthy);

    @Override
    void close();
}
