package dev.latchkey.platform.files;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files below a directory that only the server's user may enter.
///
/// A file is written under another name, forced to the disk, and renamed; then the directory is forced too. Links
/// are not followed: who can make one there could otherwise have the server read or replace files elsewhere.
final class DiskFiles implements FileStore {
    private static final Logger LOG = LoggerFactory.getLogger(DiskFiles.class);
    private static final String UNFINISHED = "-tmp";

    private final Path root;

    DiskFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Optional<byte[]> read(String path) {
        var file = place(path);
        try {
            refuseLinks(file);
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable("read", path, e);
        }
    }

    @Override
    public void write(String path, byte[] content) {
        var file = place(path);
        var unfinished = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        try {
            directory(parent(file));
            refuseLinks(file);
            try {
                writeThrough(unfinished, content);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            force(parent(file));
        } catch (IOException e) {
            throw unavailable("write", path, e);
        }
    }

    @Override
    public void delete(String path) {
        var file = place(path);
        try {
            refuseLinks(file);
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            LOG.debug("file_gone path={}", path);
        } catch (IOException e) {
            throw unavailable("delete", path, e);
        }
    }

    @Override
    public void removeLeftovers(Instant before) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.filter(DiskFiles::unfinished).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("leftovers_not_removed directory={}", root, e);
        }
    }

    @Override
    public void check() {
        if (Files.exists(root) && !(Files.isDirectory(root) && Files.isWritable(root))) {
            LOG.error("files_unavailable store=disk directory={} note=\"it cannot be written\"", root);
        }
    }

    private static boolean unfinished(Path file) {
        return file.toString().endsWith(UNFINISHED) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private Path place(String path) {
        return root.resolve(FileStore.checked(path));
    }

    /// Only the top of a file system has none; it stands for itself then.
    private static Path parent(Path file) {
        var parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void writeThrough(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /// Makes a name that was changed in a directory outlive a crash.
    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Only the root's own place may be reached through a link: an administrator chose it.
    private void refuseLinks(Path file) throws IOException {
        for (var part = file; part != null && !part.equals(root); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                throw new IOException(part + " is a link");
            }
        }
    }

    private void directory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.equals(root)) {
            Files.createDirectories(parent(root));
        } else {
            directory(parent(directory));
        }
        try {
            Files.createDirectory(directory, OwnerOnly.attributes(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        force(parent(directory));
    }

    private static RefusalException unavailable(String attempt, String path, IOException cause) {
        LOG.error("file_unavailable attempt={} path={}", attempt, path, cause);
        return new Refusal.Unavailable().asException();
    }
}
