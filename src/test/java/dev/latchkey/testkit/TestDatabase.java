package dev.latchkey.testkit;

import dev.latchkey.platform.db.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;

/// A database of its own for one server: a SQLite file in a directory, or a database in the cluster that tests share.
///
/// @param address as in `DB_CONNECTION_STRING`
/// @param directory holds the SQLite file, or nothing
/// @param drop what removes it from the cluster
public record TestDatabase(Dialect engine, String address, Path directory, Runnable drop) implements AutoCloseable {
    /// With the schema in place, or about to be.
    public static TestDatabase create(Dialect engine) {
        return engine == Dialect.SQLITE
                ? sqlite()
                : postgresql(
                        PostgresqlCluster.shared(), PostgresqlCluster.shared().createMigrated());
    }

    /// Without a single table.
    public static TestDatabase createEmpty(Dialect engine) {
        return engine == Dialect.SQLITE ? sqlite() : createEmpty(PostgresqlCluster.shared());
    }

    /// Without a single table, in a cluster of the test's own.
    public static TestDatabase createEmpty(PostgresqlCluster cluster) {
        return postgresql(cluster, cluster.createEmpty());
    }

    private static TestDatabase sqlite() {
        var directory = temporaryDirectory();
        return new TestDatabase(Dialect.SQLITE, directory.resolve("latchkey.db").toString(), directory, () -> {});
    }

    private static TestDatabase postgresql(PostgresqlCluster cluster, String address) {
        return new TestDatabase(Dialect.POSTGRESQL, address, temporaryDirectory(), () -> cluster.drop(address));
    }

    /// The same as JDBC takes it, for a look from outside.
    public String jdbc() {
        return switch (engine) {
            case SQLITE -> "jdbc:sqlite:" + address;
            case POSTGRESQL -> PostgresqlCluster.jdbc(address);
        };
    }

    /// A number that a query finds, asked from outside the server.
    public long number(String sql) {
        try (var connection = DriverManager.getConnection(jdbc());
                var statement = connection.createStatement();
                var results = statement.executeQuery(sql)) {
            return results.next() ? results.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// Runs statements from outside the server.
    public void execute(String... statements) {
        try (var connection = DriverManager.getConnection(jdbc());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    @Override
    public void close() {
        drop.run();
        delete(directory);
    }

    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("latchkey-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Twice if need be: what a stopping server still held may vanish while this looks.
    static void delete(Path directory) {
        try {
            deleteOnce(directory);
        } catch (UncheckedIOException e) {
            deleteOnce(directory);
        }
    }

    private static void deleteOnce(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
