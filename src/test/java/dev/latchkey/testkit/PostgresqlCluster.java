package dev.latchkey.testkit;

import dev.latchkey.platform.db.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server of the tests' own, as durable as PostgreSQL is by default. It needs the binaries that Debian's
/// package `postgresql` brings, and ends with the JVM.
public final class PostgresqlCluster implements AutoCloseable {
    private final Path binaries;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private final Object migrating = new Object();
    private boolean migrated;

    private PostgresqlCluster(Path binaries, Path directory, int port) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
    }

    private static final class Shared {
        private static final PostgresqlCluster CLUSTER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(CLUSTER::close));
        }
    }

    /// The one that all test classes share.
    public static PostgresqlCluster shared() {
        return Shared.CLUSTER;
    }

    /// One for a test that stops it.
    public static PostgresqlCluster start() {
        try {
            var directory = TestDatabase.temporaryDirectory();
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            var cluster = new PostgresqlCluster(binaries(), directory, freePort());
            cluster.run(
                    "initdb",
                    "--pgdata=" + cluster.data(),
                    "--username=latchkey",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync");
            cluster.up();
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts the server (again).
    public void up() {
        run(
                "pg_ctl",
                "--pgdata=" + data(),
                "--log=" + log(),
                "--wait",
                "--options=-c listen_addresses=127.0.0.1 -c port=" + port + " -c max_connections=200"
                        + " -c unix_socket_directories=" + directory,
                "start");
    }

    /// Stops the server as if its machine had lost power.
    public void down() {
        run("pg_ctl", "--pgdata=" + data(), "--wait", "--mode=immediate", "stop");
    }

    /// What it writes down.
    Path log() {
        return directory.resolve("server.log");
    }

    /// A database without a table.
    ///
    /// @return its address
    public String createEmpty() {
        var name = "test" + databases.incrementAndGet();
        execute("create database " + name);
        return address(name);
    }

    String createMigrated() {
        synchronized (migrating) {
            if (!migrated) {
                execute("create database migrated");
                Database.open(address("migrated"), InstantSource.system()).close();
                migrated = true;
            }
        }
        var name = "test" + databases.incrementAndGet();
        execute("create database " + name + " template migrated");
        return address(name);
    }

    void drop(String address) {
        execute("drop database " + address.substring(address.lastIndexOf('/') + 1) + " with (force)");
    }

    private String address(String database) {
        return "postgres://latchkey@127.0.0.1:" + port + "/" + database;
    }

    static String jdbc(String address) {
        return address.replaceFirst("postgres://latchkey@", "jdbc:postgresql://") + "?user=latchkey";
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(jdbc(address("postgres")));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    /// PostgreSQL refuses to run as root; Debian's package made a user for it.
    private void run(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            var output = directory.resolve(program + ".out");
            var process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + "\n" + Files.readString(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path binaries() throws IOException {
        var debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (var versions = Files.list(debian)) {
                var found = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .sorted()
                        .toList();
                if (!found.isEmpty()) {
                    return found.getLast();
                }
            }
        }
        for (var bin : List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"))) {
            if (Files.isExecutable(bin.resolve("initdb"))) {
                return bin;
            }
        }
        throw new IllegalStateException("PostgreSQL's initdb is not on this machine: apt-get install postgresql, "
                + "or test on SQLite alone with -Dlatchkey.databases=sqlite");
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            down();
        }
        TestDatabase.delete(directory);
    }
}
