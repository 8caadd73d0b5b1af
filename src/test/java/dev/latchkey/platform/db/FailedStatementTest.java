package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.testkit.TestDatabase;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A statement that failed is nobody else's trouble.
class FailedStatementTest {
    private static int add(Db db, String name) {
        return db.write(tx -> tx.sql("insert into server_values (name, value) values (:name, 'x')")
                .bind("name", name)
                .update());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void afterADuplicateTheSameStatementWorks(Dialect engine) {
        try (var database = TestDatabase.create(engine);
                var db = Database.open(database.address(), InstantSource.system())) {
            add(db, "one");
            for (int i = 0; i < 3; i++) {
                assertThrows(ConstraintViolation.class, () -> add(db, "one"));
                assertEquals(1, add(db, "another " + i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void afterAnErrorOfOursTheSameStatementWorks(Dialect engine) {
        try (var database = TestDatabase.create(engine);
                var db = Database.open(database.address(), InstantSource.system())) {
            for (int i = 0; i < 3; i++) {
                long none = db.read(tx -> tx.sql("select count(*) from files").count());
                assertEquals(0, none);
                database.execute("alter table files rename to files_away");
                assertThrows(
                        IllegalStateException.class,
                        () -> db.read(tx -> tx.sql("select count(*) from files").count()));
                database.execute("alter table files_away rename to files");
            }
        }
    }
}
