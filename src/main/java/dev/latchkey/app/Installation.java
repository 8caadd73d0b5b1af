package dev.latchkey.app;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.db.SchemaRefused;
import dev.latchkey.platform.net.Internet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data that a configuration names, opened and found to be usable: database, master secret; and what the server
/// has of the world besides: clock, randomness, the way out to the internet.
///
/// @param db migrated
public record Installation(Db db, ServerKey serverKey, InstantSource clock, SecureRandom random, Internet internet) {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

    /// The data cannot be used as it is; the message says what to do.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /// Opens it for the one server that may use a SQLite file; held until the process ends.
    public static Installation openForServer(Config config) throws IOException, Refused {
        if (!Database.isPostgresql(config.database())) {
            var file = Database.file(config.database()).toAbsolutePath();
            lock(file);
            warnOfNetwork(file);
        }
        return open(config);
    }

    /// Opens it beside a running server, for a command.
    public static Installation open(Config config) throws IOException, Refused {
        var random = new SecureRandom();
        var clock = InstantSource.system();
        try {
            var db = Database.open(config.database(), clock);
            try {
                return new Installation(
                        db, key(config, db, random), clock, random, Internet.real(config.ownAuthorities()));
            } catch (IOException | Refused | RuntimeException e) {
                db.close();
                throw e;
            }
        } catch (SchemaRefused | DbUnavailable e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static ServerKey key(Config config, Db db, SecureRandom random) throws IOException, Refused {
        var key = EncryptionKey.open(config, directory(config), db, random);
        if (!EncryptionKey.fits(db, key)) {
            throw new Refused("ENCRYPTION_KEY is not the one this database was made with, so nothing sealed in it can "
                    + "be opened. Set the former key again; nothing was changed.");
        }
        return key;
    }

    private static Path directory(Config config) {
        if (Database.isPostgresql(config.database())) {
            return config.dataDirectory();
        }
        var parent = Database.file(config.database()).toAbsolutePath().getParent();
        return parent == null ? config.dataDirectory() : parent;
    }

    /// SQLite's locks and its write-ahead log cannot be relied on over a network.
    private static void warnOfNetwork(Path database) throws IOException {
        var type = Files.getFileStore(database.getParent()).type();
        if (type.matches("(?i)(nfs|cifs|smb|fuse|9p|afs).*")) {
            LOG.warn(
                    "network_file_system type={} directory={} note=\"SQLite may lose data here; use a local disk or PostgreSQL\"",
                    type,
                    database.getParent());
        }
    }

    @SuppressWarnings("resource") // the lock is the process's, and ends with it
    private static void lock(Path database) throws IOException, Refused {
        var file = database.resolveSibling(database.getFileName() + ".lock").toAbsolutePath();
        Files.createDirectories(file.getParent());
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new Refused("Another Latchkey already runs on " + database
                    + ". Stop it first, or use PostgreSQL, which several may share.");
        }
    }
}
