package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestIdp;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No statement takes longer than a statement may.
class StatementLimitTest {
    private static final Duration LONGEST = Duration.ofMillis(200);

    /// Minutes of work.
    private static final String SLOW = """
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 2000000000)
            select count(*) from numbers
            """;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatTakesTooLongIsEndedAndTheConnectionIsGoodForMore(Dialect engine) {
        try (var database = TestDatabase.create(engine);
                var db = Database.open(database.address(), InstantSource.system(), LONGEST)) {
            for (int i = 0; i < 6; i++) {
                var began = Instant.now();
                assertThrows(DbTooSlow.class, () -> db.read(tx -> tx.sql(SLOW).count()));
                assertTrue(Duration.between(began, Instant.now()).compareTo(Duration.ofSeconds(20)) < 0);
                long one = db.read(tx -> tx.sql("select 1").count());
                assertEquals(1, one);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aTransactionThatIsEndedChangesNothing(Dialect engine) {
        try (var database = TestDatabase.create(engine);
                var db = Database.open(database.address(), InstantSource.system(), LONGEST)) {
            assertThrows(
                    DbTooSlow.class,
                    () -> db.write(tx -> {
                        tx.sql("insert into server_values (name, value) values ('slow', 'x')")
                                .update();
                        return tx.sql(SLOW).count();
                    }));
            assertEquals(0, database.number("select count(*) from server_values where name = 'slow'"));
            db.write(tx -> tx.sql("insert into server_values (name, value) values ('slow', 'x')")
                    .update());
            assertEquals(1, database.number("select count(*) from server_values where name = 'slow'"));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aMigrationTakesAsLongAsItTakes(Dialect engine) {
        var some = SLOW.replace("2000000000", "3000000");
        try (var database = TestDatabase.create(engine);
                var db = Database.open(database.address(), InstantSource.system(), Duration.ofMillis(20))) {
            long counted = db.write(tx -> {
                tx.unlimited();
                return tx.sql(some).count();
            });
            assertEquals(3_000_000, counted);
            assertThrows(DbTooSlow.class, () -> db.write(tx -> tx.sql(some).count()));
        }
    }

    /// A limit of the database's own counts, and here lets a lock stand for a statement that never ends.
    @Test
    void whoAsksIsToldToAskForLess() throws SQLException {
        var database = TestDatabase.create(Dialect.POSTGRESQL);
        var name = database.address().substring(database.address().lastIndexOf('/') + 1);
        database.execute("alter database " + name + " set statement_timeout = '300ms'");
        try (var idp = TestIdp.on(database)) {
            var admin = idp.admin();
            var browser = admin.browser();
            try (var other = DriverManager.getConnection(database.jdbc());
                    var statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("lock table group_members in access exclusive mode");
                browser.fetch("GET", "/api/users").refused(503, "query_too_slow");
                other.rollback();
            }
            browser.fetch("GET", "/api/users").expect(200);
        }
    }
}
