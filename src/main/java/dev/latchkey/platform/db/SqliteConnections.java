package dev.latchkey.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/// SQLite: one writer behind a fair lock, and readers that never wait for it (WAL).
///
/// Waiting for the one writer inside this process costs nothing; what `busy_timeout` waits for is another process, such
/// as a command on the command line.
final class SqliteConnections implements Connections {
    private static final int READERS = 4;

    private static final int STEPS_BETWEEN_LOOKS = 100_000;

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Path file;
    private final Duration longest;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Semaphore reading = new Semaphore(READERS, true);
    private final ConcurrentLinkedQueue<DbConnection> idleReaders = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private DbConnection writer;

    /// @param longest how long a statement may take
    SqliteConnections(Path file, Duration longest) {
        this.file = file;
        this.longest = longest;
        try {
            var directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.writer = open();
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public DbConnection takeWriter() {
        writing.lock();
        if (closed) {
            writing.unlock();
            throw closed();
        }
        return writer;
    }

    @Override
    public void giveBackWriter(DbConnection session, boolean healthy) {
        try {
            if (!healthy) {
                session.close();
                writer = open();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public DbConnection takeReader() {
        reading.acquireUninterruptibly();
        if (closed) {
            reading.release();
            throw closed();
        }
        var idle = idleReaders.poll();
        if (idle != null) {
            return idle;
        }
        try {
            return open();
        } catch (RuntimeException e) {
            reading.release();
            throw e;
        }
    }

    @Override
    public void giveBackReader(DbConnection session, boolean healthy) {
        if (healthy && !closed) {
            idleReaders.add(session);
        } else {
            session.close();
        }
        reading.release();
    }

    private static DbUnavailable closed() {
        return new DbUnavailable("The database is closed", new IllegalStateException("closed"));
    }

    private DbConnection open() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setBusyTimeout(5_000);
        config.setGetGeneratedKeys(false); // a statement more after each insert
        config.setCacheSize(-4_096); // KiB, of each connection
        try {
            var connection = config.createConnection("jdbc:sqlite:" + file);
            var session = new DbConnection(connection, Dialect.SQLITE);
            // Every millisecond or so of work; it has no timer of its own.
            ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return session.overdue(longest) ? 1 : 0;
                }
            });
            return session;
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    /// The last connection that is closed empties the log and removes it (SQLite's "WAL" §2.3), so those who
    /// read have a moment to come to their end.
    @Override
    public void close() {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            boolean alone = allRead();
            for (var session = idleReaders.poll(); session != null; session = idleReaders.poll()) {
                session.close();
            }
            writer.close();
            if (alone) {
                reading.release(READERS);
            }
        } finally {
            writing.unlock();
        }
    }

    private boolean allRead() {
        try {
            return reading.tryAcquire(READERS, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
