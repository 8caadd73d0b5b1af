package dev.latchkey.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.TestClock;
import dev.latchkey.testkit.TestDatabase;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    @Test
    void secretsAreSealedAndShownAsAMask() {
        try (var file = TestDatabase.create(Dialect.SQLITE);
                var db = Database.open(file.address(), new TestClock())) {
            var table = new SettingsTable(new ServerKey(new byte[32], new SecureRandom()));
            db.write(tx -> {
                table.write(tx, SettingKey.SMTP_PASSWORD, "correct horse");
                table.write(tx, SettingKey.APP_NAME, "Hearth");
                return table.nextVersion(tx);
            });
            assertEquals(0, file.number("select count(*) from settings where value like '%horse%'"));
            assertEquals(1, file.number("select count(*) from settings where value = 'Hearth'"));
            var stored = db.read(table::read);
            assertEquals(2, stored.version());
            assertEquals("correct horse", stored.values().get(SettingKey.SMTP_PASSWORD));
            assertEquals(SettingValues.MASK, stored.values().shown(SettingKey.SMTP_PASSWORD));
            assertEquals("", stored.values().shown(SettingKey.LDAP_BIND_PASSWORD));
        }
    }

    @Test
    void whatIsTheDefaultIsNotStored() {
        try (var file = TestDatabase.create(Dialect.SQLITE);
                var db = Database.open(file.address(), new TestClock())) {
            var table = new SettingsTable(new ServerKey(new byte[32], new SecureRandom()));
            db.write(tx -> {
                table.write(tx, SettingKey.APP_NAME, "Hearth");
                table.write(tx, SettingKey.APP_NAME, SettingKey.APP_NAME.otherwise());
                return 0;
            });
            assertEquals(0, file.number("select count(*) from settings"));
        }
    }
}
