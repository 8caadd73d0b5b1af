package dev.latchkey.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What an administrator is told to look at, each thing until it is mended.
@OnBothDatabases(fresh = true)
class OverviewTest {
    @Test
    void anAppNobodyCanUseIsNamedUntilSomebodyCan(TestIdp idp) {
        var group = idp.group("staff");
        var app = idp.client("notes").onlyFor(group).create();
        assertEquals(List.of(app.id()), ids(idp, "apps", "withoutPeople"));
        var alice = idp.user("alice").create();
        idp.admin()
                .calls("PUT", "/api/user-groups/" + group + "/users", Map.of("userIds", List.of(alice.id())))
                .expect(200);
        assertEquals(List.of(), ids(idp, "apps", "withoutPeople"));
        idp.disable(alice);
        assertEquals(List.of(app.id()), ids(idp, "apps", "withoutPeople"));
    }

    @Test
    void whoHasNoPasskeyIsNamedAndWhoIsDisabledIsNot(TestIdp idp) {
        var with = idp.user("alice").withPasskey().create();
        var without = idp.user("bob").create();
        var disabled = idp.user("carol").create();
        idp.disable(disabled);
        var named = ids(idp, "people", "withoutPasskey");
        assertTrue(named.contains(without.id()));
        assertFalse(named.contains(with.id()) || named.contains(disabled.id()));
    }

    @Test
    void onlyTheFirstFiveAreNamedAndAllAreCounted(TestIdp idp) {
        long before = part(idp, "people", "withoutPasskey").path("total").longValue();
        for (int i = 0; i < 7; i++) {
            idp.user("many" + i).create();
        }
        var found = part(idp, "people", "withoutPasskey");
        assertEquals(before + 7, found.path("total").longValue());
        assertEquals(5, found.path("first").size());
    }

    @Test
    void anAppWhoseLastSecretEndsIsNamedUntilItHasAnother(TestIdp idp) {
        var app = idp.client("notes").create();
        var secrets = "/api/oidc/clients/" + app.id() + "/secrets";
        assertEquals(List.of(), ids(idp, "apps", "secretsEnding"));
        var lasting =
                idp.admin().calls("GET", secrets).json().path(0).path("id").stringValue();
        var soon = idp.clock().instant().plus(Duration.ofDays(5)).toString();
        idp.admin().calls("POST", secrets, Map.of("expiresAt", soon)).expect(201);
        assertEquals(List.of(), ids(idp, "apps", "secretsEnding"));
        idp.admin().calls("DELETE", secrets + "/" + lasting).expect(204);
        assertEquals(List.of(app.id()), ids(idp, "apps", "secretsEnding"));
        idp.clock().advance(Duration.ofDays(6)); // it has ended, and the app cannot sign anybody in
        assertEquals(List.of(app.id()), ids(idp, "apps", "secretsEnding"));
        idp.admin().calls("POST", secrets, Map.of()).expect(201);
        assertEquals(List.of(), ids(idp, "apps", "secretsEnding"));
    }

    @Test
    void anAppWithoutAnySecretIsNamedUntilItHasOneOrNeedsNone(TestIdp idp) {
        var app = idp.client("notes").create();
        var path = "/api/oidc/clients/" + app.id();
        assertEquals(List.of(), ids(idp, "apps", "withoutSecret"));
        for (var secret : idp.admin().calls("GET", path + "/secrets").json()) {
            idp.admin()
                    .calls("DELETE", path + "/secrets/" + secret.path("id").stringValue())
                    .expect(204);
        }
        assertEquals(List.of(app.id()), ids(idp, "apps", "withoutSecret"));
        assertEquals(List.of(), ids(idp, "apps", "secretsEnding"));
        idp.admin().calls("POST", path + "/secrets", Map.of()).expect(201);
        assertEquals(List.of(), ids(idp, "apps", "withoutSecret"));
        var onPhones = Map.of("id", "phones", "name", "Phones", "isPublic", true);
        idp.admin().calls("POST", "/api/oidc/clients", onPhones).expect(201);
        assertEquals(List.of(), ids(idp, "apps", "withoutSecret"));
    }

    @Test
    void anAppWithoutAnyAddressIsNamedUnlessDevicesUseIt(TestIdp idp) {
        var television = Map.of("id", "tv", "name", "Television", "isPublic", true);
        idp.admin().calls("POST", "/api/oidc/clients", television).expect(201);
        assertEquals(List.of("tv"), ids(idp, "apps", "withoutCallbacks"));
        var alice = idp.user("alice").withPasskey().create();
        idp.database().execute("""
                insert into grants (id, user_id, client_id, kind, scopes, auth_time, amr, created_at)
                values ('g', '%s', 'tv', 'device', 'openid', 0, 'hwk', 0)
                """.formatted(alice.id()));
        assertEquals(List.of(), ids(idp, "apps", "withoutCallbacks"));
    }

    @Test
    void aKeyThatEndsSoonOrHasEndedIsNamedWithItsOwner(TestIdp idp) {
        idp.admin().makesApiKey(Map.of());
        var found = part(idp, "people", "keysEnding").path("first").path(0);
        assertEquals("a program", found.path("name").stringValue());
        assertEquals(idp.admin().username(), found.path("about").stringValue());
        assertEquals(idp.admin().id(), found.path("ownerId").stringValue());
        idp.clock().advance(Duration.ofDays(2)); // it has ended, and programs stand still
        assertEquals(1, part(idp, "people", "keysEnding").path("total").longValue());
        idp.clock().advance(Duration.ofDays(30)); // nobody missed it
        assertEquals(0, part(idp, "people", "keysEnding").path("total").longValue());
    }

    @Test
    void theListOfPeopleShowsAllWhoHaveNoPasskey(TestIdp idp) {
        var with = idp.user("alice").withPasskey().create();
        var without = idp.user("bob").create();
        assertEquals(List.of(without.id()), people(idp, "false"));
        assertTrue(people(idp, "true").contains(with.id()));
    }

    private static List<String> people(TestIdp idp, String hasPasskey) {
        return idp.admin()
                .calls("GET", "/api/users?filters%5BhasPasskey%5D=" + hasPasskey)
                .expect(200)
                .json()
                .path("data")
                .valueStream()
                .map(user -> user.path("id").stringValue())
                .toList();
    }

    @Test
    void mailThatFailsIsToldWithItsReason(TestIdp idp) throws InterruptedException {
        assertTrue(overview(idp).path("mail").path("lastError").isNull());
        var alice = idp.user("alice").create();
        try (var gone = MailServer.plain()) {
            idp.mailsThrough(gone, Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
        }
        idp.admin()
                .calls("POST", "/api/users/" + alice.id() + "/one-time-access-email", Map.of())
                .expect(204);
        var mail = overview(idp).path("mail");
        for (int i = 0; i < 200 && mail.path("lastError").isNull(); i++) {
            Thread.sleep(50);
            mail = overview(idp).path("mail");
        }
        assertEquals(1, mail.path("waiting").intValue());
        assertTrue(mail.path("lastError").stringValue().contains(" does not answer."), mail.toString());
    }

    @Test
    void itCountsWhatThereIs(TestIdp idp) {
        var before = overview(idp).path("totals");
        idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsIn(idp.browser());
        var after = overview(idp).path("totals");
        assertEquals(before.path("apps").intValue() + 1, after.path("apps").intValue());
        assertEquals(before.path("people").intValue() + 1, after.path("people").intValue());
        assertTrue(after.path("signIns").intValue() > before.path("signIns").intValue());
    }

    @Test
    void aLimitedKeyIsToldWhatIsItsOwn(TestIdp idp) {
        var settings = idp.admin().makesApiKey(Map.of("scopes", List.of("settings:read")));
        var little = idp.backchannel()
                .apiKey(settings)
                .get("/api/overview")
                .expect(200)
                .json();
        assertTrue(little.path("people").isNull()
                && little.path("apps").isNull()
                && little.path("totals").isNull());
        var more = idp.admin().makesApiKey(Map.of("scopes", List.of("settings:read", "apps:read")));
        var apps =
                idp.backchannel().apiKey(more).get("/api/overview").expect(200).json();
        assertTrue(apps.path("people").isNull());
        assertNotNull(apps.path("apps").path("withoutPeople").path("total"));
        assertFalse(apps.path("apps").isNull());
    }

    private static JsonNode overview(TestIdp idp) {
        return idp.admin().calls("GET", "/api/overview").expect(200).json();
    }

    private static JsonNode part(TestIdp idp, String area, String what) {
        return overview(idp).path(area).path(what);
    }

    private static List<String> ids(TestIdp idp, String area, String what) {
        return part(idp, area, what)
                .path("first")
                .valueStream()
                .map(thing -> thing.path("id").stringValue())
                .toList();
    }
}
