package dev.latchkey.platform.db;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// Opens the database that an address names, and brings its schema up to date.
public final class Database {
    private static final String EITHER =
            "Write the path of a file for SQLite, or postgres://user:password@host/database.";
    /// Any but `file:///path`.
    private static final Pattern SCHEME = Pattern.compile("(?!file:///)[^/?]*://");
    private static final Pattern PAIRS = Pattern.compile("\\s*(host|hostaddr|port|dbname|user|password|service)\\s*=");

    /// How long one statement may take. What people ask for by hand is there sooner, even among millions of entries;
    /// what is not shall not hold up the others.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Database() {}

    /// Whether an address names PostgreSQL; anything else is a SQLite file.
    public static boolean isPostgresql(String address) {
        return address.startsWith("postgres://") || address.startsWith("postgresql://");
    }

    /// What is wrong with an address, as the end of a sentence that begins with its name, and what to write instead.
    /// Nothing of the address is in it, since that may hold a password.
    public static Optional<String> mistake(String address) {
        if (isPostgresql(address)) {
            try {
                PostgresqlUrl.parse(address);
                return Optional.empty();
            } catch (PostgresqlUrl.Unreadable e) {
                return Optional.ofNullable(e.getMessage());
            }
        }
        if (SCHEME.matcher(address).lookingAt()) {
            return Optional.of("begins like the address of something else. " + EITHER);
        }
        if (PAIRS.matcher(address).lookingAt()) {
            return Optional.of("is made of names and values. " + EITHER);
        }
        try {
            return file(address).getFileName() == null ? Optional.of("names no file. " + EITHER) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.of("is no path of a file. " + EITHER);
        }
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
        return open(address, process, LONGEST);
    }

    /// @param longest how long one statement may take
    static Db open(String address, InstantSource process, Duration longest) {
        var connections = isPostgresql(address)
                ? new PostgresqlConnections(address, longest)
                : new SqliteConnections(file(address), longest);
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
