package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.CapturedLog;
import dev.latchkey.testkit.TestClock;
import dev.latchkey.testkit.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The database's time decides, however far this process's clock drifts from it.
class DatabaseTimeTest {
    private static final Duration AGREES = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock();

    private static Duration off(Db db) {
        return Duration.between(InstantSource.system().instant(), db.now()).abs();
    }

    private static boolean agrees(Db db) {
        return off(db).compareTo(AGREES) < 0;
    }

    @Test
    void aClockThatDriftsIsNoticedAndMadeUpFor() {
        try (var database = TestDatabase.create(Dialect.POSTGRESQL);
                var db = Database.open(database.address(), clock)) {
            int begin = CapturedLog.mark();
            assertTrue(agrees(db));
            clock.advance(Duration.ofSeconds(-90));
            assertFalse(agrees(db), "not before it is measured again");
            db.measureTime();
            assertTrue(agrees(db), off(db).toString());
            var said = Pattern.compile("clock_differs_from_database ms=(\\d+)").matcher(CapturedLog.since(begin));
            assertTrue(said.find(), "it is said");
            assertTrue(Math.abs(Long.parseLong(said.group(1)) - 90_000) < AGREES.toMillis(), said.group());

            int told = CapturedLog.mark();
            db.measureTime();
            assertFalse(CapturedLog.since(told).contains("clock_"), "and not again while nothing changes");

            clock.advance(Duration.ofSeconds(90));
            db.measureTime();
            assertTrue(agrees(db), off(db).toString());
            assertTrue(CapturedLog.since(told).contains("clock_agrees_with_database"));
        }
    }

    @Test
    void aClockThatIsAMomentOffIsNotWorthALine() {
        try (var database = TestDatabase.create(Dialect.POSTGRESQL);
                var db = Database.open(database.address(), clock)) {
            int begin = CapturedLog.mark();
            clock.advance(Duration.ofMillis(400));
            db.measureTime();
            assertTrue(agrees(db));
            assertFalse(CapturedLog.since(begin).contains("clock_"));
        }
    }

    @Test
    void anEmbeddedDatabaseHasTheProcessesClock() {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var db = Database.open(database.address(), clock)) {
            clock.advance(Duration.ofSeconds(90));
            db.measureTime();
            assertEquals(90, off(db).plusMillis(500).toSeconds());
        }
    }
}
