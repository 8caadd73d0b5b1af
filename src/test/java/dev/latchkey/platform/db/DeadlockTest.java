package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.Together;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Two transactions that wait for each other: PostgreSQL ends one of them, which is run once more, so that both are
/// stored.
class DeadlockTest {
    @Test
    void whatWasGivenUpForAnotherIsRunOnceMore() {
        try (var database = TestDatabase.create(Dialect.POSTGRESQL);
                var db = Database.open(database.address(), InstantSource.system())) {
            database.execute("insert into server_values (name, value) values ('a', ''), ('b', '')");
            var meeting = new CyclicBarrier(2);
            var runs = new AtomicInteger();
            Together.run(2, i -> {
                var order = i == 0 ? List.of("a", "b") : List.of("b", "a");
                return db.write(tx -> {
                    append(tx, order.getFirst(), i);
                    if (runs.incrementAndGet() <= 2) {
                        meet(meeting);
                    }
                    append(tx, order.getLast(), i);
                    return true;
                });
            });
            assertTrue(runs.get() > 2, "they met");
            assertEquals(2, database.number("select count(*) from server_values where length(value) = 2"));
        }
    }

    private static void append(Tx tx, String name, int number) {
        tx.sql("update server_values set value = value || :number where name = :name")
                .bind("number", Integer.toString(number))
                .bind("name", name)
                .update();
    }

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
