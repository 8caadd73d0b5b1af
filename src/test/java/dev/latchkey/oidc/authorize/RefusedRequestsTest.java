package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What an administrator reads of an app that does not work.
@OnBothDatabases
class RefusedRequestsTest {
    @Test
    void anAddressThatIsNotRegisteredIsToldAsItWas(TestIdp idp) {
        var app = idp.client("notes").create();
        var address = "https://notes.example.com/other";
        idp.browser().get(app.request().with("redirect_uri", address).address()).expect(400);
        var entry = only(idp, app);
        assertEquals("callback_not_registered", data(entry, "cause"));
        assertEquals(address, data(entry, "redirectUri"));
        assertTrue(data(entry, "clientName").startsWith("notes"), entry.toString());
    }

    @Test
    void whatTheAppHearsIsToldInItsWords(TestIdp idp) {
        var app = idp.client("notes").create();
        idp.browser()
                .get(app.request().with("response_type", "token").address())
                .expect(303);
        var entry = only(idp, app);
        assertEquals("unsupported_response_type", data(entry, "cause"));
        assertEquals("response_type has to be code", data(entry, "description"));
    }

    @Test
    void aWrongSecretIsTold(TestIdp idp) {
        var app = idp.client("notes").create();
        idp.backchannel()
                .post(
                        "/api/oidc/token",
                        Form.of("grant_type", "refresh_token")
                                .and("refresh_token", "nothing")
                                .and("client_id", app.id())
                                .and("client_secret", "wrong"))
                .expect(401);
        assertEquals("client_not_authenticated", data(only(idp, app), "cause"));
    }

    @Test
    void aTokenThatIsNotGivenIsTold(TestIdp idp) {
        var app = idp.client("notes").create();
        app.refresh("nothing").refused("invalid_grant");
        assertEquals("invalid_grant", data(only(idp, app), "cause"));
    }

    @Test
    void whoMayNotUseItIsToldByName(TestIdp idp) {
        var app = idp.client("notes").onlyFor(idp.group("staff")).create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsIn(idp.browser());
        alice.browser().get(app.request().address()).expect(302);
        var entry = only(idp, app);
        assertEquals("not_allowed", data(entry, "cause"));
        assertEquals(alice.id(), entry.path("userID").stringValue());
    }

    @Test
    void ofAnAppThatNobodyRegisteredThereIsNothingToMend(TestIdp idp) {
        var entries = "select count(*) from audit_log where event = 'CLIENT_REFUSED'";
        long before = idp.database().number(entries);
        var app = idp.client("notes").create();
        idp.browser().get(app.request().with("client_id", "nobody").address()).expect(400);
        assertEquals(before, idp.database().number(entries));
    }

    private static JsonNode only(TestIdp idp, RelyingParty app) {
        List<JsonNode> entries = idp.admin()
                .calls("GET", "/api/audit-logs/all?filters%5Bevent%5D=CLIENT_REFUSED&filters%5BclientID%5D=" + app.id())
                .expect(200)
                .json()
                .path("data")
                .valueStream()
                .toList();
        assertEquals(1, entries.size(), entries.toString());
        return entries.getFirst();
    }

    private static String data(JsonNode entry, String name) {
        return entry.path("data").path(name).asString("");
    }
}
