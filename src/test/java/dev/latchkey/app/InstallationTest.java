package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstallationTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void withoutAKeyOneIsMadeForTheOwnersEyesOnlyAndKept() throws Exception {
        try (var database = TestDatabase.create(Dialect.SQLITE)) {
            var file = database.directory().resolve("encryption.key");
            open(database, Map.of()).db().close();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            var key = Files.readAllBytes(file);
            var again = open(database, Map.of());
            again.db().close();
            assertArrayEquals(key, Files.readAllBytes(file));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aWrongKeyIsRefusedAndTheRightOneStillWorks(Dialect engine) throws Exception {
        try (var database = TestDatabase.create(engine)) {
            open(database, Map.of("ENCRYPTION_KEY", KEY)).db().close();
            var refused = assertThrows(
                    Installation.Refused.class, () -> open(database, Map.of("ENCRYPTION_KEY", "another" + KEY)));
            assertTrue(String.valueOf(refused.getMessage()).contains("ENCRYPTION_KEY"), refused.getMessage());
            open(database, Map.of("ENCRYPTION_KEY", KEY)).db().close();
        }
    }

    @Test
    void aLostKeyFileIsNotMadeAnew() throws Exception {
        try (var database = TestDatabase.create(Dialect.SQLITE)) {
            open(database, Map.of()).db().close();
            var file = database.directory().resolve("encryption.key");
            Files.delete(file);
            assertThrows(Installation.Refused.class, () -> open(database, Map.of()));
            assertFalse(Files.exists(file), "a new key would hide that the old one is lost");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anotherProgramsDatabaseIsRefusedUntouched(Dialect engine) {
        try (var database = TestDatabase.createEmpty(engine)) {
            database.execute("create table users (id text)", "create table schema_migrations (version bigint)");
            var refused = assertThrows(Installation.Refused.class, () -> open(database, Map.of("ENCRYPTION_KEY", KEY)));
            assertTrue(String.valueOf(refused.getMessage()).contains("import"), refused.getMessage());
            var tables = engine == Dialect.SQLITE
                    ? "select count(*) from sqlite_master where type = 'table'"
                    : "select count(*) from information_schema.tables where table_schema = current_schema()";
            assertEquals(2, database.number(tables));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aDatabaseOfANewerVersionIsRefused(Dialect engine) throws Exception {
        try (var database = TestDatabase.create(engine)) {
            open(database, Map.of("ENCRYPTION_KEY", KEY)).db().close();
            database.execute("insert into latchkey_schema (version, name, checksum, applied_at)"
                    + " values (999, '999_future', 'x', 0)");
            var refused = assertThrows(Installation.Refused.class, () -> open(database, Map.of("ENCRYPTION_KEY", KEY)));
            assertTrue(String.valueOf(refused.getMessage()).contains("newer"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aMigrationThatWasAppliedInAnotherFormIsRefused(Dialect engine) throws Exception {
        try (var database = TestDatabase.create(engine)) {
            open(database, Map.of("ENCRYPTION_KEY", KEY)).db().close();
            database.execute("update latchkey_schema set checksum = 'x' where version = 1");
            assertThrows(Installation.Refused.class, () -> open(database, Map.of("ENCRYPTION_KEY", KEY)));
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        var refused = assertThrows(
                Installation.Refused.class,
                () -> Installation.open(Environment.read(Map.of(
                                "DB_CONNECTION_STRING",
                                "postgres://latchkey@127.0.0.1:1/latchkey?connectTimeout=1",
                                "ENCRYPTION_KEY",
                                KEY))
                        .config()));
        assertTrue(String.valueOf(refused.getMessage()).contains("PostgreSQL"), refused.getMessage());
    }

    private static Installation open(TestDatabase database, Map<String, String> settings) throws Exception {
        var variables = new HashMap<>(Map.of("DB_CONNECTION_STRING", database.address()));
        variables.putAll(settings);
        return Installation.open(Environment.read(variables).config());
    }
}
