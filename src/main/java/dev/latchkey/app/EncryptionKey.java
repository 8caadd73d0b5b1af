package dev.latchkey.app;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Db;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    static ServerKey open(Config config, Path directory, SecureRandom random) throws IOException {
        return new ServerKey(
                config.encryptionKey().isPresent()
                        ? config.encryptionKey().get()
                        : fromFile(directory.resolve("encryption.key"), random),
                random);
    }

    private static byte[] fromFile(Path file, SecureRandom random) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = new byte[32];
        random.nextBytes(fresh);
        var text = Base64.getEncoder().encodeToString(fresh);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text, StandardOpenOption.DSYNC);
            LOG.info(
                    "encryption_key_created file={} note=\"back it up with the database, one is useless without the other\"",
                    file);
        } catch (FileAlreadyExistsException e) {
            text = Files.readString(file).strip();
        }
        return text.getBytes(StandardCharsets.UTF_8);
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
