package dev.latchkey.platform.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.CapturedLog;
import dev.latchkey.testkit.S3Server;
import dev.latchkey.testkit.TestClock;
import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestInternet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store of files does, and what only one on disk can get wrong.
class FileStoreTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"disk", "database", "s3"})
    void aFileIsReadAsItWasWritten(String kind) {
        with(kind, files -> {
            assertTrue(files.read("a/b.png").isEmpty());
            files.write("a/b.png", bytes("one"));
            files.write("c.png", new byte[0]);
            assertArrayEquals(bytes("one"), files.read("a/b.png").orElseThrow());
            assertEquals(0, files.read("c.png").orElseThrow().length);
            files.write("a/b.png", bytes("another"));
            assertArrayEquals(bytes("another"), files.read("a/b.png").orElseThrow());
            files.delete("a/b.png");
            files.delete("a/b.png");
            assertTrue(files.read("a/b.png").isEmpty());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "database", "s3"})
    void noPathLeadsOutOfTheStore(String kind) {
        with(kind, files -> {
            for (var path : List.of(
                    "../outside",
                    "a/../../outside",
                    "/etc/passwd",
                    "",
                    ".",
                    "..",
                    "a//b",
                    ".hidden",
                    "a/",
                    "a\\b",
                    "a\u0000b",
                    "a b",
                    "ä",
                    "a/b/c/d/e/f")) {
                assertThrows(IllegalArgumentException.class, () -> files.write(path, bytes("x")), path);
                assertThrows(IllegalArgumentException.class, () -> files.read(path), path);
                assertThrows(IllegalArgumentException.class, () -> files.delete(path), path);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "database", "s3"})
    void whoReadsDuringAReplacementSeesOneOrTheOther(String kind) {
        with(kind, files -> {
            var one = filled(1);
            var two = filled(2);
            files.write("big", one);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var writing = threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        files.write("big", i % 2 == 0 ? two : one);
                    }
                });
                do {
                    var seen = files.read("big").orElseThrow();
                    assertTrue(Arrays.equals(seen, one) || Arrays.equals(seen, two));
                } while (!writing.isDone());
            }
        });
    }

    @Test
    void onlyTheServersUserMayEnterTheDirectories() throws IOException {
        var files = new DiskFiles(directory.resolve("uploads"));
        files.write("pictures/a.png", bytes("x"));
        for (var made : List.of("uploads", "uploads/pictures")) {
            var rights = Files.getPosixFilePermissions(directory.resolve(made));
            assertEquals("rwx------", PosixFilePermissions.toString(rights), made);
        }
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        var files = new DiskFiles(directory.resolve("uploads"));
        files.write("a.png", bytes("x"));
        var outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(directory.resolve("uploads/link"), outside);
        Files.createSymbolicLink(directory.resolve("uploads/file"), outside.resolve("secret"));
        for (var path : List.of("link/secret", "file")) {
            assertThrows(RefusalException.class, () -> files.read(path), path);
            assertThrows(RefusalException.class, () -> files.write(path, bytes("x")), path);
            assertThrows(RefusalException.class, () -> files.delete(path), path);
        }
        assertEquals("secret", Files.readString(outside.resolve("secret")));
    }

    @Test
    void whatACrashLeftBehindIsRemoved() throws IOException {
        var root = directory.resolve("uploads");
        var files = new DiskFiles(root);
        files.removeLeftovers(Instant.MAX);
        files.write("pictures/a.png", bytes("whole"));
        Files.writeString(root.resolve("pictures/a.png.0f-tmp"), "ha");
        files.removeLeftovers(Instant.EPOCH);
        assertTrue(Files.exists(root.resolve("pictures/a.png.0f-tmp")), "somebody may still be writing it");
        files.removeLeftovers(Instant.MAX);
        try (var there = Files.list(root.resolve("pictures"))) {
            assertEquals(List.of(root.resolve("pictures/a.png")), there.toList());
        }
    }

    @Test
    void aFailedWriteLeavesTheFormerFile() throws IOException {
        var root = directory.resolve("uploads");
        var files = new DiskFiles(root);
        Files.createDirectories(root);
        Files.writeString(root.resolve("pictures"), "no directory");
        assertThrows(RefusalException.class, () -> files.write("pictures/a.png", bytes("x")));
        assertEquals("no directory", Files.readString(root.resolve("pictures")));
    }

    private void with(String kind, Consumer<FileStore> test) {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var db = Database.open(database.address(), new TestClock())) {
            test.accept(FileStore.open(settings(kind), db, TestInternet::usualTrust, new TestClock()));
        }
    }

    private FileSettings settings(String kind) {
        return switch (kind) {
            case "disk" -> new FileSettings.Disk(directory.resolve("uploads"));
            case "database" -> new FileSettings.InDatabase();
            default -> {
                var server = S3Server.shared();
                yield new FileSettings.S3(
                        server.bucket(),
                        server.region(),
                        Optional.of(server.address()),
                        server.keyId(S3Server.Caller.ALLOWED),
                        new Secret(server.secret(S3Server.Caller.ALLOWED)),
                        false,
                        "store/" + UUID.randomUUID(),
                        true);
            }
        };
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsToldAtTheStart() throws IOException {
        int mark = CapturedLog.mark();
        new DiskFiles(directory.resolve("uploads")).check();
        new DiskFiles(directory).check();
        assertFalse(CapturedLog.since(mark).contains("files_unavailable"));
        new DiskFiles(Files.createFile(directory.resolve("file"))).check();
        assertTrue(CapturedLog.since(mark).contains("files_unavailable store=disk"));
    }

    private static byte[] filled(int value) {
        var bytes = new byte[300_000];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
