package dev.latchkey.platform.files;

import dev.latchkey.platform.crypto.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where files are kept (`FILE_BACKEND`).
public sealed interface FileSettings {
    /// Below a directory, which is made when it is needed.
    record Disk(Path root) implements FileSettings {}

    /// Beside everything else, so that one backup has it all and replicas share it.
    record InDatabase() implements FileSettings {}

    /// In a bucket of Amazon S3, or of a service that speaks its protocol.
    ///
    /// @param endpoint the service; Amazon's own if empty
    /// @param pathStyle whether the bucket stands in the path rather than before the host
    /// @param prefix what the names of objects begin with, without a slash at either end; may be empty
    /// @param checksums whether a checksum is sent with what is written, and compared with what is read
    record S3(
            String bucket,
            String region,
            Optional<URI> endpoint,
            String accessKeyId,
            Secret secretAccessKey,
            boolean pathStyle,
            String prefix,
            boolean checksums)
            implements FileSettings {}
}
