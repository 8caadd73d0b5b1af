package dev.latchkey.platform.files;

import java.nio.file.Path;

/// Where files are kept (`FILE_BACKEND`).
public sealed interface FileSettings {
    /// Below a directory, which is made when it is needed.
    record Disk(Path root) implements FileSettings {}

    /// Beside everything else, so that one backup has it all and replicas share it.
    record InDatabase() implements FileSettings {}
}
