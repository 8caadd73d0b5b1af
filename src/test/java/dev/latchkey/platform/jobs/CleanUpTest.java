package dev.latchkey.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.testkit.TestDatabase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How clean-ups are run, whatever they remove.
class CleanUpTest {
    @Test
    void manyRowsGoInSmallTransactions() {
        with(cleanUp -> {
            var left = new int[] {25};
            var transactions = new HashSet<Tx>();
            cleanUp.add("things", (tx, most) -> {
                transactions.add(tx);
                int removed = Math.min(most, left[0]);
                left[0] -= removed;
                return removed;
            });
            cleanUp.run(10);
            assertEquals(0, left[0]);
            assertEquals(3, transactions.size());
        });
    }

    @Test
    void oneThatFailsKeepsNoOtherFromRunning() {
        with(cleanUp -> {
            var ran = new ArrayList<String>();
            cleanUp.add("broken", (_, _) -> {
                        throw new IllegalStateException("broken");
                    })
                    .add("whole", (_, _) -> {
                        ran.add("whole");
                        return 0;
                    });
            cleanUp.run();
            cleanUp.run();
            assertEquals(List.of("whole", "whole"), ran);
        });
    }

    @Test
    void whoRemovesMoreThanItWasToldRemovesNothing() {
        with(cleanUp -> {
            var last = new String[1];
            cleanUp.add("server_values", (tx, most) -> {
                        tx.sql("insert into server_values (name, value) values ('x', 'y')")
                                .update();
                        return most + 1;
                    })
                    .add("counted", (tx, _) -> {
                        last[0] = tx.sql("select count(*) from server_values where name = 'x'")
                                        .count()
                                + " stayed";
                        return 0;
                    });
            cleanUp.run(1);
            assertEquals("0 stayed", last[0]);
        });
    }

    private static void with(Consumer<CleanUp> test) {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var db = Database.open(database.address(), InstantSource.system());
                var cleanUp = new CleanUp(db)) {
            test.accept(cleanUp);
        }
    }
}
