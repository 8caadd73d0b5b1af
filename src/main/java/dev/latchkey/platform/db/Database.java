package dev.latchkey.platform.db;

import java.nio.file.Path;
import java.time.InstantSource;

/// Opens the database that an address names, and brings its schema up to date.
public final class Database {
    private Database() {}

    /// Whether an address names PostgreSQL; anything else is a SQLite file.
    public static boolean isPostgresql(String address) {
        return address.startsWith("postgres://") || address.startsWith("postgresql://");
    }

    /// The file of a SQLite address: a path, or `file:path?parameters` (the parameters are other drivers' and are
    /// dropped).
    public static Path file(String address) {
        var path = address.startsWith("file:") ? address.substring("file:".length()) : address;
        int query = path.indexOf('?');
        return Path.of(query < 0 ? path : path.substring(0, query));
    }

    /// @param process the process's clock
    /// @throws SchemaRefused if the database is another program's, or from a newer version; it is left untouched
    /// @throws DbUnavailable if it cannot be reached
    public static Db open(String address, InstantSource process) {
        var connections =
                isPostgresql(address) ? new PostgresqlConnections(address) : new SqliteConnections(file(address));
        var time = new DatabaseTime(process);
        var db = new Db(connections, time);
        try {
            new Migrations(db).apply();
            db.measureTime();
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
        return db;
    }
}
