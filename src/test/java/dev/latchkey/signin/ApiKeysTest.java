package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class ApiKeysTest {
    private static final Map<String, Object> ALL = Map.of();

    @Test
    void aKeyActsAsItsOwnerUntilItEnds(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var program = idp.backchannel().apiKey(alice.makesApiKey(ALL));
        assertEquals(alice.id(), program.get("/api/users/me").expect(200).member("id"));
        program.get("/api/users").expect(200);
        idp.disable(alice);
        program.get("/api/users/me").refused(403, "user_disabled");
        idp.enable(alice);
        idp.clock().advance(Duration.ofDays(1));
        program.get("/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void onlyItsHashIsStored(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var key = alice.makesApiKey(ALL);
        assertEquals(32, key.length());
        var stored = "select count(*) from api_keys where hash = '%s'".formatted(new Secret(key).hash());
        assertEquals(1, idp.database().number(stored));
        assertFalse(alice.calls("GET", "/api/api-keys").text().contains(key));
    }

    @Test
    void aSessionInTheAuthorizationHeaderDoesNotCount(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.browser();
        idp.backchannel()
                .bearer(alice.sessionCookie().orElseThrow())
                .get("/api/users/me")
                .refused(401, "not_signed_in");
    }

    @Test
    void whoeverLosesTheRightsOfAnAdministratorLosesThemInEveryKeyAtOnce(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var program = idp.backchannel().apiKey(alice.makesApiKey(ALL));
        program.get("/api/users").expect(200);
        change(idp, alice, Map.of("isAdmin", false)).expect(200);
        program.get("/api/users").refused(403, "forbidden");
        program.get("/api/users/me").expect(200);
        change(idp, alice, Map.of("disabled", true)).expect(200);
        program.get("/api/users/me").refused(403, "user_disabled");
        idp.admin().calls("DELETE", "/api/users/" + alice.id()).expect(204);
        program.get("/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void aKeyMakesAndRenewsNone(TestIdp idp) {
        var program = idp.backchannel().apiKey(idp.admin().makesApiKey(ALL));
        var next = Map.<String, Object>of("name", "the next one", "expiresAt", "2099-01-01T00:00:00Z");
        program.send("POST", "/api/api-keys", next).refused(403, "api_key_auth_not_allowed");
        program.send("POST", "/api/api-keys/any/renew", next).refused(403, "api_key_auth_not_allowed");
    }

    @Test
    void aKeyWithScopesDoesJustThat(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var reader = program(idp, alice, Map.of("scopes", List.of("users:read")));
        reader.get("/api/users").expect(200);
        reader.get("/api/users/" + alice.id()).expect(200);
        for (var path : List.of("/api/users/me", "/api/user-groups", "/api/oidc/clients", "/api/api-keys")) {
            reader.get(path).refused(403, "api_key_scope_missing");
        }
        var bob = Map.of("username", "bob" + alice.username(), "email", alice.username() + "bob@example.com");
        reader.send("POST", "/api/users", bob).refused(403, "api_key_scope_missing");
        reader.send("DELETE", "/api/users/" + alice.id()).refused(403, "api_key_scope_missing");
        var writer = program(idp, alice, Map.of("scopes", List.of("users:write")));
        writer.get("/api/users").refused(403, "api_key_scope_missing");
        writer.send("POST", "/api/users", bob).expect(201);
    }

    @Test
    void aKeyWithScopesHelpsNobodyToMore(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var bob = idp.user("bob").create();
        var writer = program(idp, alice, Map.of("scopes", List.of("users:read", "users:write")));
        var grab = Map.of("username", "mallory", "email", "mallory@example.com", "isAdmin", true);
        writer.send("POST", "/api/users", grab).refused(403, "api_key_scope_missing");
        writer.send("PUT", "/api/users/" + bob.id(), grab).refused(403, "api_key_scope_missing");
        writer.send("PUT", "/api/users/" + alice.id(), grab).refused(403, "api_key_scope_missing");
        var less = Map.of("username", "alice", "email", "mallory@example.com", "isAdmin", false);
        writer.send("PUT", "/api/users/" + alice.id(), less).refused(403, "api_key_scope_missing");
        writer.send("DELETE", "/api/users/" + alice.id()).refused(403, "api_key_scope_missing");
        writer.send("POST", "/api/users/" + alice.id() + "/one-time-access-token", Map.of())
                .refused(403, "api_key_scope_missing");
        writer.send("POST", "/api/users/" + bob.id() + "/one-time-access-token", Map.of())
                .expect(201);
        var claims = List.of(Map.of("key", "team", "value", "blue"));
        writer.send("PUT", "/api/custom-claims/user/" + alice.id(), claims).refused(403, "api_key_scope_missing");
        writer.send("PUT", "/api/custom-claims/user/" + bob.id(), claims).expect(200);
        var groups = Map.of("userGroupIds", List.of());
        writer.send("PUT", "/api/users/" + alice.id() + "/user-groups", groups).refused(403, "api_key_scope_missing");
        writer.send("PUT", "/api/users/" + bob.id() + "/user-groups", groups).expect(200);
        var passkeys = "/api/users/" + alice.id() + "/webauthn-credentials";
        var passkey = alice.calls("GET", passkeys)
                .expect(200)
                .json()
                .path(0)
                .path("id")
                .stringValue();
        program(idp, idp.admin(), Map.of("scopes", List.of("users:write")))
                .send("DELETE", passkeys + "/" + passkey)
                .refused(403, "api_key_scope_missing");
        writer.send("DELETE", "/api/users/" + bob.id()).expect(204);
    }

    @Test
    void aKeyForSettingsLetsNobodyIn(TestIdp idp) {
        var writer = program(idp, idp.admin(), Map.of("scopes", List.of("settings:read", "settings:write")));
        var settings = new java.util.LinkedHashMap<String, Object>();
        writer.get("/api/application-configuration/all")
                .expect(200)
                .json()
                .forEach(setting -> settings.put(
                        setting.path("key").stringValue(), setting.path("value").stringValue()));
        for (var entry : Map.of(
                        "smtpHost", "mail.evil.example",
                        "smtpPort", "2525",
                        "smtpUser", "mallory",
                        "smtpPassword", "correct horse",
                        "smtpTls", "tls",
                        "smtpSkipCertVerify", "true",
                        "emailOneTimeAccessAsUnauthenticatedEnabled", "true",
                        "allowUserSignups", "open",
                        "emailsVerified", "true",
                        "signupDefaultUserGroupIDs", "[\"" + idp.group("staff") + "\"]")
                .entrySet()) {
            var wanted = new java.util.LinkedHashMap<>(settings);
            wanted.put("smtpHost", "");
            wanted.put(entry.getKey(), entry.getValue());
            if (entry.getKey().equals("emailOneTimeAccessAsUnauthenticatedEnabled")) {
                wanted.put("smtpHost", "mail.evil.example");
                wanted.put("smtpPort", "25");
                wanted.put("smtpFrom", "id@evil.example");
            }
            writer.send("PUT", "/api/application-configuration", wanted).refused(403, "api_key_scope_missing");
        }
        settings.put("sessionDuration", "61");
        writer.send("PUT", "/api/application-configuration", settings).expect(200);
        settings.put("sessionDuration", "60");
        writer.send("PUT", "/api/application-configuration", settings).expect(200);
    }

    @Test
    void whoMayOnlyReadIsNotToldWhatOpensAnAccount(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var token = alice.calls("POST", "/api/signup-tokens", Map.of("ttl", "1h", "usageLimit", 1))
                .expect(201)
                .member("token");
        var reader = program(idp, alice, Map.of("scopes", List.of("users:read")));
        assertFalse(reader.get("/api/signup-tokens").expect(200).text().contains(token));
        var inviter = program(idp, alice, Map.of("scopes", List.of("users:read", "users:write")));
        assertTrue(inviter.get("/api/signup-tokens").expect(200).text().contains(token));
    }

    @Test
    void theAppsOfAGroupNeedTheScopesOfBoth(TestIdp idp) {
        var path = "/api/user-groups/" + idp.group("staff") + "/allowed-oidc-clients";
        var none = Map.of("oidcClientIds", List.of());
        for (var scope : List.of("apps:write", "groups:write")) {
            program(idp, idp.admin(), Map.of("scopes", List.of(scope)))
                    .send("PUT", path, none)
                    .refused(403, "api_key_scope_missing");
        }
        program(idp, idp.admin(), Map.of("scopes", List.of("apps:write", "groups:write")))
                .send("PUT", path, none)
                .expect(200);
    }

    @Test
    void aKeyWithoutScopesMakesLoginCodes(TestIdp idp) {
        var bob = idp.user("bob").create();
        var program = idp.backchannel().apiKey(idp.admin().makesApiKey(ALL));
        var code = program.send("POST", "/api/users/" + bob.id() + "/one-time-access-token", Map.of())
                .expect(201)
                .member("token");
        idp.browser().fetch("POST", "/api/one-time-access-token/" + code).expect(200);
    }

    @Test
    void aKeyIsBoundToItsNetworks(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var key =
                alice.makesApiKey(Map.of("addressRanges", List.of("192.0.2.0/24", " 2001:db8::/32 ", "198.51.100.7")));
        for (var address : List.of("192.0.2.200", "2001:db8:1::1", "198.51.100.7")) {
            idp.backchannel(address).apiKey(key).get("/api/users").expect(200);
        }
        for (var address : List.of("192.0.3.1", "2001:db9::1", "198.51.100.8", "::1")) {
            idp.backchannel(address).apiKey(key).get("/api/users").refused(403, "api_key_address_not_allowed");
        }
        assertEquals(1, entries(idp, "API_KEY_REFUSED", alice));
        idp.clock().advance(Duration.ofMinutes(6));
        idp.backchannel("203.0.113.1").apiKey(key).get("/api/users/me").refused(403, "api_key_address_not_allowed");
        assertEquals(2, entries(idp, "API_KEY_REFUSED", alice));
    }

    @Test
    void itSaysWhenAndFromWhereItWasUsedEveryFewMinutes(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var key = alice.makesApiKey(ALL);
        assertTrue(only(alice).path("lastUsedAt").isNull());
        idp.backchannel("192.0.2.1").apiKey(key).get("/api/users/me").expect(200);
        var first = only(alice);
        assertEquals("192.0.2.1", first.path("lastUsedIp").stringValue());
        idp.clock().advance(Duration.ofMinutes(4));
        idp.backchannel("192.0.2.2").apiKey(key).get("/api/users/me").expect(200);
        assertEquals(first, only(alice));
        idp.clock().advance(Duration.ofMinutes(2));
        idp.backchannel("192.0.2.3").apiKey(key).get("/api/users/me").expect(200);
        assertEquals("192.0.2.3", only(alice).path("lastUsedIp").stringValue());
    }

    @Test
    void aProgramThatWantsItIsAnsweredOkAfterADeletion(TestIdp idp) {
        var admin = idp.admin();
        var bob = idp.user("bob").create();
        var program = program(idp, admin, Map.of("okAfterDelete", true));
        var answer = program.send("DELETE", "/api/users/" + bob.id()).expect(200);
        assertEquals("{}", answer.text());
        program.send("DELETE", "/api/users/" + bob.id()).refused(404, "user_not_found");
        program.send("POST", "/api/webauthn/logout").expect(204);
    }

    @Test
    void whatCannotBeMeantIsRefused(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        refused(idp, alice, Map.of("scopes", List.of("users:read", "users:*")), "scopes[1]");
        refused(idp, alice, Map.of("scopes", List.of("audit:write")), "scopes[0]");
        for (var range : List.of("", "10/8", "10.0.0.0/33", "example.com", "10.0.0.0/8/8", "::/129", "1.2.3.4/-1")) {
            refused(idp, alice, Map.of("addressRanges", List.of(range)), "addressRanges[0]");
        }
        refused(idp, alice, Map.of("addressRanges", Collections.nCopies(51, "10.0.0.0/8")), "addressRanges");
        create(idp, alice, Map.of("addressRanges", Collections.nCopies(50, "10.0.0.0/8")))
                .expect(201);
        refused(idp, alice, Map.of("description", "x".repeat(501)), "description");
        var now = Map.<String, Object>of(
                "name", "key", "expiresAt", idp.clock().instant().toString());
        alice.calls("POST", "/api/api-keys", now).refused(400, "invalid_api_key_expiration");
        for (var wrong : List.of(Map.of("scopes", "users:read"), Map.of("addressRanges", List.of(1)))) {
            create(idp, alice, new HashMap<>(wrong)).refused(400, "invalid_request_body");
        }
        for (var end : List.of("+10000-01-01T00:00:00Z", "2099-01-01", "soon")) {
            alice.calls("POST", "/api/api-keys", Map.of("name", "key", "expiresAt", end))
                    .refused(400, "invalid_request_body");
        }
    }

    @Test
    void keysAreTheirOwnersAlone(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.makesApiKey(ALL);
        var id = only(alice).path("id").stringValue();
        var admin = idp.admin();
        assertFalse(admin.calls("GET", "/api/api-keys").text().contains(id));
        admin.calls("DELETE", "/api/api-keys/" + id).refused(404, "api_key_not_found");
        idp.clock().advance(Duration.ofDays(2));
        admin.calls("POST", "/api/api-keys/" + id + "/renew", ends(idp)).refused(404, "api_key_not_found");
    }

    @Test
    void aRenewedKeyHasANewValueAndTheOldLimits(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var old = alice.makesApiKey(Map.of("scopes", List.of("groups:read")));
        var id = only(alice).path("id").stringValue();
        idp.clock().advance(Duration.ofDays(1));
        var fresh = alice.calls("POST", "/api/api-keys/" + id + "/renew", ends(idp))
                .expect(200)
                .member("token");
        idp.backchannel().apiKey(old).get("/api/user-groups").refused(401, "not_signed_in");
        idp.backchannel().apiKey(fresh).get("/api/user-groups").expect(200);
        idp.backchannel().apiKey(fresh).get("/api/users").refused(403, "api_key_scope_missing");
    }

    @Test
    void ofManyWhoRenewAtOnceOneGetsAValue(TestIdp idp) throws Exception {
        var alice = idp.user("alice").withPasskey().create();
        alice.makesApiKey(ALL);
        idp.clock().advance(Duration.ofDays(1));
        var id = only(alice).path("id").stringValue();
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var renewals = java.util.Collections.nCopies(8, (Callable<Answer>)
                    () -> alice.browserAsItIs().fetch("POST", "/api/api-keys/" + id + "/renew", ends(idp)));
            int won = 0;
            for (var answer : many.invokeAll(renewals)) {
                if (answer.get().status() == 200) {
                    won++;
                } else {
                    answer.get().refused(409, "api_key_not_expired");
                }
            }
            assertEquals(1, won);
        }
    }

    @Test
    void everyChangeIsAuditedAndSoIsTheKeyThatMadeIt(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().administrator().create();
        var key = alice.makesApiKey(ALL);
        var id = only(alice).path("id").stringValue();
        idp.backchannel().apiKey(key).send("DELETE", "/api/api-keys/" + id).expect(204);
        idp.backchannel().apiKey(key).get("/api/users/me").refused(401, "not_signed_in");
        assertEquals(1, entries(idp, "API_KEY_CREATED", alice));
        assertEquals(1, entries(idp, "API_KEY_REVOKED", alice));
        assertEquals(
                1,
                idp.database()
                        .number(("select count(*) from audit_log where event = 'API_KEY_REVOKED' and user_id = '%s'"
                                        + " and data like '%%\"apiKey\":\"a program\"%%'")
                                .formatted(alice.id())));
    }

    private static Backchannel program(TestIdp idp, Person owner, Map<String, Object> members) {
        return idp.backchannel().apiKey(owner.makesApiKey(members));
    }

    private static tools.jackson.databind.JsonNode only(Person owner) {
        var keys = owner.calls("GET", "/api/api-keys").expect(200).json().path("data");
        assertEquals(1, keys.size());
        return keys.get(0);
    }

    private static long entries(TestIdp idp, String event, Person about) {
        return idp.database()
                .number("select count(*) from audit_log where event = '%s' and user_id = '%s'"
                        .formatted(event, about.id()));
    }

    private static Map<String, Object> ends(TestIdp idp) {
        return Map.of(
                "expiresAt", idp.clock().instant().plus(Duration.ofDays(1)).toString());
    }

    private static Answer create(TestIdp idp, Person owner, Map<String, Object> members) {
        var body = new HashMap<>(members);
        body.put("name", "a key");
        body.putAll(ends(idp));
        return owner.calls("POST", "/api/api-keys", body);
    }

    private static void refused(TestIdp idp, Person owner, Map<String, Object> members, String field) {
        create(idp, owner, members).refusedField(field);
    }

    private static Answer change(TestIdp idp, Person person, Map<String, Object> members) {
        var body = new HashMap<String, Object>(members);
        body.put("username", person.username());
        body.put("email", person.username() + "@example.com");
        return idp.admin().calls("PUT", "/api/users/" + person.id(), body);
    }
}
