package dev.latchkey.settings;

import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [Settings] tells about its routes.
final class SettingsDescription {
    private SettingsDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("Settings");
        topic.get("/api/application-configuration", "The settings that pages need before anybody is known")
                .answers(200, Schema.list(Settings.PublicView.class));
        topic.get("/api/application-configuration/all", "All settings, secrets masked")
                .details("The `ETag` names this state, for the `If-Match` of a change.")
                .answers(200, Schema.list(Settings.View.class));
        topic.put("/api/application-configuration", "Replaces all settings")
                .details(
                        "Values are texts. A setting that is missing or empty is put back to its default; "
                                + "a masked secret that comes back as it was stays what it is, as does `footerLinks` if it is missing.")
                .header("If-Match", Schema.text(), "The `ETag` of what was seen; refused if that is no longer stored")
                .takes(wanted())
                .answers(200, Schema.list(Settings.View.class))
                .refuses(400, "validation_failed")
                .refuses(403, "ui_config_disabled")
                .refuses(412, "settings_changed");
    }

    private static Schema.Members wanted() {
        var members = Schema.object();
        for (var key : SettingKey.values()) {
            members = members.maybe(key.text(), Schema.text());
        }
        return members;
    }
}
