package dev.latchkey.signin.signup;

import dev.latchkey.directory.users.UserDetails;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody fills in to get an account: username, address, first and last name, and the token they were given.
///
/// @param token empty if there is none
record AccountForm(UserDetails details, String token) {

    /// @param emailNeeded whether an address must be given
    /// @throws RefusalException naming every field that cannot be taken
    static AccountForm read(JsonBody body, boolean emailNeeded) {
        var email = body.optionalText("email").filter(text -> !text.isEmpty());
        var complaints = new ArrayList<Refusal.Field>();
        var details = details(body, email, complaints);
        if (emailNeeded && email.isEmpty()) {
            complaints.add(new Refusal.Field("email", "required", "is required"));
        }
        if (details == null || !complaints.isEmpty()) {
            throw new Refusal.Invalid(complaints).asException();
        }
        return new AccountForm(details, body.text("token"));
    }

    private static @Nullable UserDetails details(
            JsonBody body, Optional<String> email, List<Refusal.Field> complaints) {
        var firstName = body.text("firstName");
        var lastName = body.text("lastName");
        try {
            return new UserDetails(
                    body.text("username"),
                    email,
                    firstName,
                    lastName,
                    (firstName + " " + lastName).strip(),
                    Optional.empty());
        } catch (RefusalException e) {
            if (e.refusal() instanceof Refusal.Invalid(var fields, var _)) {
                fields.stream()
                        .filter(field -> !field.field().equals("displayName"))
                        .forEach(complaints::add);
                return null;
            }
            throw e;
        }
    }

    /// As it waits for the passkey.
    String draft() {
        var draft = new LinkedHashMap<String, Object>();
        draft.put("username", details.username());
        draft.put("email", details.email().orElse(""));
        draft.put("firstName", details.firstName());
        draft.put("lastName", details.lastName());
        draft.put("token", token);
        return Json.text(draft);
    }

    static AccountForm ofDraft(String draft, boolean emailNeeded) {
        return read(JsonBody.parse(draft.getBytes(StandardCharsets.UTF_8)), emailNeeded);
    }

    /// It may hold a token.
    @Override
    public String toString() {
        return "AccountForm[" + details.username() + "]";
    }
}
