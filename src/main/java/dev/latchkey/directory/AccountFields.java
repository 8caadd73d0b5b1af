package dev.latchkey.directory;

import dev.latchkey.audit.Changes;
import dev.latchkey.directory.users.User;
import java.util.Map;

/// What the audit log keeps of an account: all that is edited, by the names of the REST API.
final class AccountFields {
    private AccountFields() {}

    static Map<String, String> of(User user) {
        return Map.of(
                "username", user.username(),
                "email", user.email().orElse(""),
                "emailVerified", Boolean.toString(user.emailVerified()),
                "firstName", user.firstName(),
                "lastName", user.lastName(),
                "displayName", user.displayName(),
                "isAdmin", Boolean.toString(user.administrator()),
                "disabled", Boolean.toString(user.disabled()),
                "locale", user.locale().orElse(""));
    }

    static Changes changes(User before, User after) {
        return Changes.between(of(before), of(after));
    }
}
