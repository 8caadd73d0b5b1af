package dev.latchkey.oidc.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a client would learn about somebody, held against what it does learn.
@OnBothDatabases
class ClaimsPreviewTest {
    private static final String SCOPES = "openid profile email groups";
    private static final String ASKED = "?scopes=openid%20profile%20email%20groups";

    @Test
    void itShowsWhatTheTokensThenSay(TestIdp idp) {
        var app = idp.client("notes").scopes(SCOPES).create();
        var alice = idp.user("alice").withPasskey().create();
        idp.admin()
                .calls("PUT", "/api/custom-claims/user/" + alice.id(), List.of(Map.of("key", "level", "value", "3")))
                .expect(200);
        var signIn = alice.signsInTo(app);
        var tokens = signIn.tokens();
        var preview = idp.admin()
                .calls("GET", path(app.id(), alice.id()) + ASKED)
                .expect(200)
                .json();
        assertSame(tokens.idClaims(), preview.path("idToken"), Set.of("sid", "at_hash", "nonce"));
        assertSame(tokens.accessClaims(), preview.path("accessToken"), Set.of("grant_id"));
        assertEquals(app.userinfo(tokens).expect(200).json(), preview.path("userInfo"));
    }

    @Test
    void anAppThatWantsLittleIsShownWithLittle(TestIdp idp) {
        var app = idp.client("notes").with("idTokenClaims", "minimal").create();
        var alice = idp.user("alice").create();
        var preview = idp.admin()
                .calls("GET", path(app.id(), alice.id()) + ASKED)
                .expect(200)
                .json();
        assertFalse(preview.path("idToken").has("email"));
        assertTrue(preview.path("userInfo").has("email"));
    }

    @Test
    void whoMayNotUseTheAppHasNoTokens(TestIdp idp) {
        var app = idp.client("notes").onlyFor(idp.group("staff")).create();
        var alice = idp.user("alice").create();
        idp.admin().calls("GET", path(app.id(), alice.id()) + ASKED).refused(403, "oidc_access_denied");
    }

    @Test
    void aLimitedKeyNeedsPeopleAndApps(TestIdp idp) {
        var address = path(
                        idp.client("notes").create().id(),
                        idp.user("alice").create().id())
                + ASKED;
        for (var scope : List.of("apps:read", "users:read")) {
            var key = idp.admin().makesApiKey(Map.of("scopes", List.of(scope)));
            idp.backchannel().apiKey(key).get(address).refused(403, "api_key_scope_missing");
        }
        var both = idp.admin().makesApiKey(Map.of("scopes", List.of("apps:read", "users:read")));
        var preview = idp.backchannel().apiKey(both).get(address).expect(200).json();
        assertFalse(preview.path("idToken").has("amr")); // a program proved nothing
    }

    @Test
    void nothingIsStoredOrWritten(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").create();
        var entries = idp.database().number("select count(*) from audit_log");
        idp.admin().calls("GET", path(app.id(), alice.id()) + ASKED).expect(200);
        assertEquals(entries, idp.database().number("select count(*) from audit_log"));
        assertEquals(
                0, idp.database().number("select count(*) from grants where user_id = '%s'".formatted(alice.id())));
    }

    /// The same claims, and the same values but for times, the token's own id, and how the asking administrator signed
    /// in.
    private static void assertSame(JsonNode token, JsonNode preview, Set<String> ofOneAnswer) {
        var names = new TreeSet<>(token.propertyNames());
        names.removeAll(ofOneAnswer);
        assertEquals(names, new TreeSet<>(preview.propertyNames()));
        for (var name : names) {
            if (!Set.of("iat", "exp", "auth_time", "jti", "amr").contains(name)) {
                assertEquals(token.path(name), preview.path(name), name);
            }
        }
    }

    private static String path(String app, String person) {
        return "/api/oidc/clients/" + app + "/preview/" + person;
    }
}
