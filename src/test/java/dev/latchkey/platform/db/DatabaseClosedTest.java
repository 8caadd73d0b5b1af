package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.testkit.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// A SQLite database that is closed while others are at work.
class DatabaseClosedTest {
    @RepeatedTest(5)
    void whoReadsComesToTheEndAndNobodyBeginsAnew(@TempDir Path directory) throws IOException {
        var db = Database.open(directory.resolve("latchkey.db").toString(), InstantSource.system());
        var under = new CountDownLatch(1);
        Together.all(
                () -> db.read(tx -> {
                    under.countDown();
                    pause();
                    return tx.sql("select count(*) from users").count();
                }),
                () -> {
                    await(under);
                    db.close();
                    return 0L;
                });
        assertThrows(DbUnavailable.class, () -> db.read(tx -> tx.sql("select 1").count()));
        assertThrows(
                DbUnavailable.class, () -> db.write(tx -> tx.sql("select 1").count()));
        try (var files = Files.list(directory)) {
            var left = files.map(file -> directory.relativize(file).toString()).toList();
            assertEquals(List.of("latchkey.db"), left, "the log is emptied and gone");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
