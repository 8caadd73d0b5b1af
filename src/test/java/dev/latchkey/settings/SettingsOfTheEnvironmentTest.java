package dev.latchkey.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnBothDatabases(
        fresh = true,
        settings = {"UI_CONFIG_DISABLED=true", "APP_NAME=Hearth", "SESSION_DURATION=9"})
class SettingsOfTheEnvironmentTest {
    @Test
    void theyCountWhateverIsStored(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var publicly =
                idp.browser().fetch("GET", "/api/application-configuration").text();
        assertTrue(publicly.contains("\"Hearth\""), publicly);
        assertTrue(
                publicly.contains("{\"key\":\"uiConfigDisabled\",\"type\":\"boolean\",\"value\":\"true\"}"), publicly);
        var all = ada.fetch("GET", "/api/application-configuration/all").expect(200);
        assertEquals("9", all.json().path(1).path("value").stringValue());
    }

    @Test
    void nothingCanBeChanged(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var path = "/api/application-configuration";
        ada.fetch("PUT", path, SettingsTest.all(Map.of("appName", "Other"))).refused(403, "ui_config_disabled");
        ada.fetch("PUT", path, Map.of()).refused(400, "validation_failed");
        assertEquals(0, idp.database().number("select count(*) from settings"));
        assertEquals(1, idp.database().number("select version from settings_version"));
    }
}
