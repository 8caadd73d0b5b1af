package dev.latchkey.platform.files;

import dev.latchkey.platform.db.Db;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// Keeps files by path. Each is written whole or not at all, and replaced in one step.
///
/// A path consists of names with slashes between them. A name has letters, digits, `.`, `_` and `-`, and begins
/// with a letter or a digit, so that no path leads out of the store.
public sealed interface FileStore permits DiskFiles, DatabaseFiles, S3Files {
    /// Opens nothing yet: that a store cannot be used keeps nobody from signing in.
    static FileStore open(FileSettings settings, Db db, Supplier<SSLContext> tls, InstantSource clock) {
        return switch (settings) {
            case FileSettings.Disk(var root) -> new DiskFiles(root);
            case FileSettings.InDatabase _ -> new DatabaseFiles(db);
            case FileSettings.S3 s3 -> new S3Files(s3, tls, clock);
        };
    }

    /// @throws dev.latchkey.platform.RefusalException `unavailable` if the store cannot be read
    Optional<byte[]> read(String path);

    /// Once this returns, the file outlives a crash.
    ///
    /// @throws dev.latchkey.platform.RefusalException `unavailable` if it cannot be written; nothing was changed
    void write(String path, byte[] content);

    /// Does nothing if there is no such file.
    ///
    /// @throws dev.latchkey.platform.RefusalException `unavailable` if the store cannot be written
    void delete(String path);

    /// Removes what a crash left behind half written.
    ///
    /// @param before younger ones may still be written, by another replica
    void removeLeftovers(Instant before);

    /// Says in the log, once, what keeps the store from being used, if anything does.
    void check();

    /// @throws IllegalArgumentException if it is no path of a file
    static String checked(String path) {
        if (!Paths.VALID.matcher(path).matches()) {
            throw new IllegalArgumentException("not a path of a stored file: " + path);
        }
        return path;
    }

    /// What a path looks like.
    final class Paths {
        private static final Pattern VALID =
                Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}(/[A-Za-z0-9][A-Za-z0-9._-]{0,199}){0,4}");

        private Paths() {}
    }
}
