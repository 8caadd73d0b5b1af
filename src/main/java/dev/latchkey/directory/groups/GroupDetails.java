package dev.latchkey.directory.groups;

import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import java.util.Locale;

/// What a group is called: checked, and in Unicode's composed form (NFC).
public record GroupDetails(String friendlyName, String name) {
    /// @throws dev.latchkey.platform.RefusalException naming every field that cannot be taken
    public GroupDetails {
        var checks = new FieldChecks();
        friendlyName = checks.of("friendlyName", friendlyName)
                .required()
                .atLeast(2)
                .atMost(50)
                .composed();
        name = checks.of("name", name).required().atLeast(2).atMost(255).composed();
        checks.done();
    }

    public static GroupDetails from(JsonBody body) {
        return new GroupDetails(body.text("friendlyName"), body.text("name"));
    }

    /// What a search looks into, in one text.
    String searchText() {
        return (name + "\n" + friendlyName).toLowerCase(Locale.ROOT);
    }
}
