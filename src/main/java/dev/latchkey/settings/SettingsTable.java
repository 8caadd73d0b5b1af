package dev.latchkey.settings;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Tx;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;

/// The settings as they are stored: what differs from the defaults, secrets sealed.
final class SettingsTable {
    private final ServerKey serverKey;

    SettingsTable(ServerKey serverKey) {
        this.serverKey = serverKey;
    }

    /// Settings, and the number that tells them from those before and after.
    record Stored(long version, SettingValues values) {}

    long version(Tx tx) {
        return tx.sql("select version from settings_version").count();
    }

    /// The version is read first: should values be newer, it says that there is more to read.
    Stored read(Tx tx) {
        var version = version(tx);
        var values = new EnumMap<SettingKey, String>(SettingKey.class);
        tx.sql("select setting, value from settings")
                .list(row ->
                        SettingKey.of(row.text("setting")).map(key -> values.put(key, opened(key, row.text("value")))));
        return new Stored(version, new SettingValues(values));
    }

    /// Raises the version, so that whoever changes settings at the same time waits for the end of this transaction.
    long nextVersion(Tx tx) {
        return tx.sql("update settings_version set version = version + 1 returning version")
                .first(row -> row.number("version"))
                .orElseThrow();
    }

    void write(Tx tx, SettingKey key, String value) {
        tx.sql("delete from settings where setting = :setting")
                .bind("setting", key.text())
                .update();
        if (!value.equals(key.otherwise())) {
            tx.sql("insert into settings (setting, value) values (:setting, :value)")
                    .bind("setting", key.text())
                    .bind("value", sealed(key, value))
                    .update();
        }
    }

    private String sealed(SettingKey key, String value) {
        return key.secret() ? serverKey.seal(purpose(key), value.getBytes(StandardCharsets.UTF_8)) : value;
    }

    private String opened(SettingKey key, String stored) {
        return key.secret() ? new String(serverKey.open(purpose(key), stored), StandardCharsets.UTF_8) : stored;
    }

    private static String purpose(SettingKey key) {
        return "setting/" + key.text();
    }
}
