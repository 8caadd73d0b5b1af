package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.PostgresqlCluster;
import dev.latchkey.testkit.TestDatabase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is acknowledged is stored; what cannot be stored says so, and nothing else is lost.
class DurabilityTest {
    @Test
    void sqliteWritesThroughAndKeepsAWriteAheadLog() {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var db = open(database)) {
            assertEquals("wal", db.<String>write(tx -> pragma(tx, "journal_mode")));
            assertEquals("2", db.<String>write(tx -> pragma(tx, "synchronous")), "2 is FULL");
            assertEquals("1", db.<String>write(tx -> pragma(tx, "foreign_keys")));
            assertEquals("1", db.<String>read(tx -> pragma(tx, "foreign_keys")));
        }
    }

    @Test
    void postgresqlIsTestedAsDurableAsItIsByDefault() {
        try (var database = TestDatabase.create(Dialect.POSTGRESQL);
                var db = open(database)) {
            for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertEquals(
                        "on",
                        db.<String>read(tx -> tx.sql("select current_setting(:name) as value")
                                .bind("name", setting)
                                .first(row -> row.text("value"))
                                .orElseThrow()),
                        setting);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void allOfATransactionIsStoredOrNothing(Dialect engine) {
        try (var database = TestDatabase.create(engine);
                var db = open(database)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> db.write(tx -> {
                        put(tx, "half");
                        throw new IllegalStateException("changed my mind");
                    }));
            assertEquals(0, count(db, "half"));
            db.write(tx -> put(tx, "whole"));
            assertEquals(1, count(db, "whole"));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aConstraintThatSaidNoLeavesTheConnectionUsable(Dialect engine) {
        try (var database = TestDatabase.create(engine);
                var db = open(database)) {
            db.write(tx -> put(tx, "once"));
            var violation = assertThrows(ConstraintViolation.class, () -> db.write(tx -> put(tx, "once")));
            assertEquals(ConstraintViolation.Kind.UNIQUE, violation.kind());
            db.write(tx -> put(tx, "twice"));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void manyWritersAllGetTheirTurn(Dialect engine) throws Exception {
        try (var database = TestDatabase.create(engine);
                var db = open(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writes = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 64; i++) {
                var name = "writer-" + i;
                writes.add(threads.submit(() -> db.write(tx -> put(tx, name))));
            }
            for (var write : writes) {
                write.get();
            }
            assertEquals(
                    64,
                    db.<Long>read(tx -> tx.sql("select count(*) from server_values where name like 'writer-%'")
                            .count()));
        }
    }

    @Test
    void aFullDiskRefusesAndLosesNothing() {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var db = open(database)) {
            db.write(tx -> put(tx, "before"));
            db.write(tx -> pragma(tx, "max_page_count = 1"));
            assertThrows(
                    DbUnavailable.class,
                    () -> db.write(tx -> {
                        put(tx, "small");
                        return put(tx, "x".repeat(100_000));
                    }));
            assertEquals(1, count(db, "before"));
            assertEquals(0, count(db, "small"));
            // The failed connection was replaced, and with it the limit: there is room again.
            db.write(tx -> put(tx, "x".repeat(100_000)));
        }
    }

    @Test
    void postgresqlMayGoAndComeBack() {
        try (var cluster = PostgresqlCluster.start();
                var db = Database.open(cluster.createEmpty(), InstantSource.system())) {
            db.write(tx -> put(tx, "before"));
            cluster.down();
            assertThrows(DbUnavailable.class, () -> db.write(tx -> put(tx, "meanwhile")));
            assertThrows(DbUnavailable.class, () -> count(db, "before"));
            cluster.up();
            assertEquals(1, count(db, "before"));
            assertEquals(0, count(db, "meanwhile"));
            db.write(tx -> put(tx, "after"));
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsNotTouched() throws Exception {
        try (var database = TestDatabase.create(Dialect.SQLITE)) {
            var file = java.nio.file.Path.of(database.address());
            java.nio.file.Files.writeString(file, "a shopping list".repeat(1000));
            assertThrows(RuntimeException.class, () -> open(database).close());
            assertTrue(java.nio.file.Files.readString(file).startsWith("a shopping list"));
        }
    }

    private static Db open(TestDatabase database) {
        return Database.open(database.address(), InstantSource.system());
    }

    private static int put(Tx tx, String name) {
        return tx.sql("insert into server_values (name, value) values (:name, 'x')")
                .bind("name", name)
                .update();
    }

    private static long count(Db db, String name) {
        return db.<Long>read(tx -> tx.sql("select count(*) from server_values where name = :name")
                .bind("name", name)
                .count());
    }

    private static String pragma(Tx tx, String pragma) {
        var column = pragma.split(" ")[0];
        return tx.sql("pragma " + pragma).first(row -> row.text(column)).orElseThrow();
    }
}
