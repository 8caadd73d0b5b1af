package dev.latchkey.oidc.signintest;

import dev.latchkey.clients.Client;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.openapi.OneOf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a test of signing in found.
///
/// @param step how far it came; `done` if nothing failed
/// @param reason why it came no further, by a code; empty if it did
/// @param scopes what was granted
/// @param notes what may still keep people out of the app, by codes
record TestResult(
        String clientId,
        String clientName,
        @OneOf({"authorize", "token", "userinfo", "done"}) String step,
        String reason,
        List<String> scopes,
        Map<String, Object> idToken,
        Map<String, Object> userInfo,
        List<String> notes) {
    /// The errors of RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6 that `/authorize` answers with. What else
    /// stands in an address is nothing that this server said.
    private static final Set<String> ERRORS = Set.of(
            "access_denied",
            "consent_required",
            "interaction_required",
            "invalid_request",
            "invalid_scope",
            "login_required",
            "server_error",
            "temporarily_unavailable",
            "unauthorized_client",
            "unsupported_response_type");

    static TestResult refused(Client client, String error) {
        return failed(client, "authorize", ERRORS.contains(error) ? error : "other");
    }

    static TestResult failed(Client client, String step, String reason) {
        return new TestResult(
                client.id().value(), client.name(), step, reason, List.of(), Map.of(), Map.of(), List.of());
    }

    /// @param provable whether the app has what it proves itself with: a secret that counts, unless it is public
    static TestResult done(
            Client client, Scopes scopes, Map<String, Object> idToken, Map<String, Object> userInfo, boolean provable) {
        var notes = new ArrayList<String>();
        if (client.callbackUrls().isEmpty()) {
            notes.add("no_callback");
        }
        if (!provable) {
            notes.add("no_secret");
        }
        if (scopes.has(Scopes.EMAIL)) {
            if (!userInfo.containsKey("email")) {
                notes.add("no_email");
            } else if (!Boolean.TRUE.equals(userInfo.get("email_verified"))) {
                notes.add("email_not_verified");
            }
        }
        if (scopes.has(Scopes.GROUPS)
                && !(userInfo.get("groups") instanceof Collection<?> groups && !groups.isEmpty())) {
            notes.add("no_groups");
        }
        return new TestResult(
                client.id().value(), client.name(), "done", "", scopes.list(), idToken, userInfo, List.copyOf(notes));
    }

    boolean passed() {
        return step.equals("done");
    }
}
