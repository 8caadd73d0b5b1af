package dev.latchkey.oidc.grants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a person has allowed, may use, and takes back.
@OnBothDatabases
class AuthorizedClientsTest {
    private static final String ALLOWED = "/api/oidc/users/me/authorized-clients";

    @Test
    void whatWasAllowedIsListedAndTakenBackWhole(TestIdp idp) {
        var app = idp.client("notes").scopes("openid email offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();

        var entry = row(alice.calls("GET", ALLOWED).expect(200).json(), app.id(), "client");
        assertEquals(
                "[\"openid\",\"email\",\"offline_access\"]", entry.path("scope").stringValue());
        assertTrue(entry.path("offlineAccess").booleanValue());
        assertFalse(entry.path("lastUsedAt").asString("").isEmpty());
        var byAdmin = idp.admin()
                .calls("GET", "/api/oidc/users/" + alice.id() + "/authorized-clients")
                .expect(200)
                .json();
        assertEquals(entry, row(byAdmin, app.id(), "client"));

        alice.calls("DELETE", ALLOWED + "/" + app.id()).expect(204);
        assertEquals(0, alice.calls("GET", ALLOWED).json().path("data").size());
        app.refresh(tokens).refused("invalid_grant");
        app.userinfo(tokens).oauthError(401, "invalid_token");
        alice.calls("DELETE", ALLOWED + "/" + app.id()).refused(404, "not_found");
    }

    @Test
    void whatMayBeUsedIsListedWhetherItWasOrNot(TestIdp idp) {
        var bob = idp.user("bob").withPasskey().create();
        var never = idp.client("never").create();
        var closed = idp.client("closed").with("isGroupRestricted", true).create();
        var used = idp.client("used").create();
        bob.signsInTo(used).tokens();
        var list = bob.calls(
                        "GET",
                        "/api/oidc/users/me/clients?pagination[limit]=100&sort[column]=lastUsedAt&sort[direction]=desc")
                .expect(200)
                .json();
        assertEquals(used.id(), ids(list).getFirst());
        assertTrue(row(list, never.id(), "").path("lastUsedAt").isNull());
        assertFalse(ids(list).contains(closed.id()));
    }

    @Test
    void whatMayBeUsedIsNarrowedDownAsTheListOfAllAppsIs(TestIdp idp) {
        var dora = idp.user("dora").withPasskey().create();
        var app = idp.client("narrow").create();
        var list = "/api/oidc/users/me/clients?pagination[limit]=100&";
        for (var filter :
                List.of("filters[clientType]=standard", "filters[requiresPushedAuthorizationRequests]=false")) {
            assertTrue(ids(dora.calls("GET", list + filter).expect(200).json()).contains(app.id()), filter);
        }
        for (var filter : List.of("filters[clientType]=cimd", "filters[requiresPushedAuthorizationRequests]=true")) {
            assertEquals(
                    List.of(), ids(dora.calls("GET", list + filter).expect(200).json()), filter);
        }
    }

    @Test
    void othersListsAreForAdministrators(TestIdp idp) {
        var carol = idp.user("carol").withPasskey().create();
        carol.calls("GET", "/api/oidc/users/" + idp.admin().id() + "/authorized-clients")
                .expect(403);
        idp.admin()
                .calls("GET", "/api/oidc/users/00000000-0000-4000-8000-000000000000/authorized-clients")
                .refused(404, "user_not_found");
        idp.backchannel().get(ALLOWED).expect(401);
    }

    private static JsonNode row(JsonNode list, String id, String member) {
        for (var one : list.path("data")) {
            if ((member.isEmpty() ? one : one.path(member))
                    .path("id")
                    .asString("")
                    .equals(id)) {
                return one;
            }
        }
        throw new AssertionError(id + " is not in " + list);
    }

    private static List<String> ids(JsonNode list) {
        var ids = new ArrayList<String>();
        list.path("data").forEach(one -> ids.add(one.path("id").stringValue()));
        return ids;
    }
}
