package dev.latchkey.app;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Db;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The master secret: configured, or kept in `encryption.key` beside the SQLite file. A wrong one is noticed before
/// anything is read or made with it.
final class EncryptionKey {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptionKey.class);
    private static final String CHECK = "encryption_key_check";

    private EncryptionKey() {}

    /// @throws IOException if the key file can neither be read nor written
    /// @throws Installation.Refused if the key file of a database in use is gone
    static ServerKey open(Config config, Path directory, Db db, SecureRandom random)
            throws IOException, Installation.Refused {
        if (config.encryptionKey().isPresent()) {
            return new ServerKey(config.encryptionKey().get(), random);
        }
        var file = directory.resolve("encryption.key").toAbsolutePath();
        if (!Files.exists(file)) {
            if (used(db)) {
                throw new Installation.Refused("The key file " + file + " is missing, and nothing sealed in the "
                        + "database can be opened without it. Bring it back from a backup, or set ENCRYPTION_KEY to "
                        + "the former key; nothing was changed.");
            }
            create(file, random);
        }
        return new ServerKey(Files.readString(file).strip().getBytes(StandardCharsets.UTF_8), random);
    }

    /// The file appears under its name only once it is whole, whenever the process may be killed.
    private static void create(Path file, SecureRandom random) throws IOException {
        var fresh = new byte[32];
        random.nextBytes(fresh);
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, Base64.getEncoder().encodeToString(fresh), StandardOpenOption.DSYNC);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        LOG.info(
                "encryption_key_created file={} note=\"back it up with the database, one is useless without the other\"",
                file);
    }

    /// Whether a key was used with this database before.
    private static boolean used(Db db) {
        return db.read(tx -> tx.sql("select 1 from server_values where name = :name")
                .bind("name", CHECK)
                .exists());
    }

    /// Compares the key with the one the database was first used with.
    ///
    /// @return whether it is that key, or the database is new
    static boolean fits(Db db, ServerKey key) {
        return db.write(tx -> {
            var mark = key.hmac("check", "latchkey");
            tx.sql("insert into server_values (name, value) values (:name, :value) on conflict (name) do nothing")
                    .bind("name", CHECK)
                    .bind("value", mark)
                    .update();
            return tx.sql("select 1 from server_values where name = :name and value = :value")
                    .bind("name", CHECK)
                    .bind("value", mark)
                    .exists();
        });
    }
}
