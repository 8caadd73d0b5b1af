package dev.latchkey.directory;

import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.platform.http.Lifetime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is done to several people at once: one record per `action`.
sealed interface BulkAction {
    /// How the actions are spelled.
    List<String> SPELLINGS = List.of("disable", "enable", "delete", "addToGroup", "removeFromGroup", "mailLoginCode");

    record SetDisabled(boolean disabled) implements BulkAction {}

    record Delete() implements BulkAction {}

    record AddTo(GroupId group) implements BulkAction {}

    record RemoveFrom(GroupId group) implements BulkAction {}

    /// @param life how long the codes work, if that was said
    record MailLoginCode(Optional<Duration> life) implements BulkAction {}

    /// Reads the members `action`, `groupId` and `ttl`.
    ///
    /// @throws dev.latchkey.platform.RefusalException `validation_failed`
    static BulkAction from(JsonBody body) {
        return switch (body.text("action")) {
            case "disable" -> new SetDisabled(true);
            case "enable" -> new SetDisabled(false);
            case "delete" -> new Delete();
            case "addToGroup" -> new AddTo(group(body));
            case "removeFromGroup" -> new RemoveFrom(group(body));
            case "mailLoginCode" -> new MailLoginCode(Lifetime.of(body, "ttl"));
            default ->
                throw new Refusal.Invalid(
                                "action",
                                body.text("action").isEmpty() ? "required" : "invalid_value",
                                "must be one of " + String.join(", ", SPELLINGS))
                        .asException();
        };
    }

    private static GroupId group(JsonBody body) {
        var checks = new FieldChecks();
        checks.that(!body.text("groupId").isBlank(), "groupId", "required", "is required");
        checks.done();
        return new GroupId(body.text("groupId"));
    }
}
