package dev.latchkey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases(fresh = true)
class AppsTest {
    private Planted ada;

    @BeforeEach
    void administrator(TestIdp idp) {
        ada = Planted.administrator(idp, "ada", "Ada", "Admin");
    }

    @Test
    void whatHasNoEngineYetIsRefusedWhenItIsSwitchedOn() {
        refusedField(Map.of("requiresPushedAuthorizationRequests", true), "requiresPushedAuthorizationRequests");
        var identity = Map.of("issuer", "https://ci.example.net");
        refusedField(Map.of("credentials", Map.of("federatedIdentities", List.of(identity))), "federatedIdentities");
        var off = Map.of(
                "name",
                "App",
                "requiresPushedAuthorizationRequests",
                false,
                "credentials",
                Map.of("federatedIdentities", List.of()));
        ada.browser().fetch("POST", "/api/oidc/clients", off).expect(201);
    }

    @Test
    void addressesThatLeadAnywhereAreRefused() {
        for (var address :
                List.of("*", "https://*", "*://a.example.com/cb", "https://u@a.example.com", "https://a/#x")) {
            refusedField(Map.of("callbackURLs", List.of("https://ok.example.com", address)), "callbackURLs[1]");
            refusedField(Map.of("logoutCallbackURLs", List.of(address)), "logoutCallbackURLs[0]");
        }
    }

    @Test
    void aLaunchAddressIsNoScript() {
        for (var url :
                List.of("javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc", "", "x", "//x")) {
            refusedField(Map.of("launchURL", url), "launchURL");
        }
        for (var url : List.of("https://app.example.com", "myapp://open", "http://nas.local:8080/x?y")) {
            assertEquals(url, create(Map.of("launchURL", url)).expect(201).member("launchURL"));
        }
    }

    @Test
    void whatIdTokensSayIsAChoiceOfTwo() {
        assertEquals("scopes", create(Map.of()).expect(201).member("idTokenClaims"));
        var minimal = create(Map.of("idTokenClaims", "minimal")).expect(201);
        assertEquals("minimal", minimal.member("idTokenClaims"));
        refusedField(Map.of("idTokenClaims", "all"), "idTokenClaims");
        var replaced = ada.browser().fetch("PUT", "/api/oidc/clients/" + minimal.member("id"), Map.of("name", "App"));
        assertEquals("scopes", replaced.expect(200).member("idTokenClaims"));
    }

    @Test
    void idsAreTakenAsTheyAre() {
        for (var id : List.of("a", "a/b", "~x", "x".repeat(129), "..", "ä1")) {
            create(Map.of("id", id)).refused(400, "validation_failed");
        }
        create(Map.of("id", "Dup")).expect(201);
        create(Map.of("id", "dup")).expect(201);
        create(Map.of("id", "dup")).refused(409, "client_id_already_exists");
        for (var path : List.of("~", "~%20", "~!!", "~gA", "%20", "DUP")) {
            ada.browser().fetch("GET", "/api/oidc/clients/" + path).refused(404, "not_found");
        }
        ada.browser().fetch("GET", "/api/oidc/clients/~RHVw").expect(200);
    }

    @Test
    void liftingTheRestrictionForgetsTheGroups() {
        var group = ada.browser()
                .fetch("POST", "/api/user-groups", Map.of("name", "family", "friendlyName", "Family"))
                .expect(201)
                .member("id");
        var id = create(Map.of("isGroupRestricted", true)).expect(201).member("id");
        var address = "/api/oidc/clients/" + id;
        ada.browser()
                .fetch("PUT", address + "/allowed-user-groups", Map.of("userGroupIds", List.of(group, "nothing")))
                .expect(200);
        assertEquals(
                1,
                ada.browser()
                        .fetch("GET", address)
                        .json()
                        .path("allowedUserGroups")
                        .size());
        var list = ada.browser().fetch("GET", "/api/oidc/clients").json().path("data");
        assertEquals(1, list.get(0).path("allowedUserGroupsCount").intValue());
        ada.browser()
                .fetch("PUT", address, Map.of("name", "App", "isGroupRestricted", false))
                .expect(200);
        ada.browser()
                .fetch("PUT", address, Map.of("name", "App", "isGroupRestricted", true))
                .expect(200);
        assertEquals(
                0,
                ada.browser()
                        .fetch("GET", address)
                        .json()
                        .path("allowedUserGroups")
                        .size());
    }

    @Test
    void aSecretIsShownOnceAndStoredAsAHash(TestIdp idp) {
        create(Map.of("id", "app")).expect(201);
        var made = ada.browser().fetch("POST", "/api/oidc/clients/app/secrets").expect(201);
        var secret = made.member("secret");
        assertEquals(32, secret.length());
        var later = ada.browser().fetch("GET", "/api/oidc/clients/app/secrets").text()
                + ada.browser().fetch("GET", "/api/oidc/clients/app").text();
        assertFalse(later.contains(secret));
        var stored = "select count(*) from client_secrets where hash = '%s' and prefix = '%s'"
                .formatted(new Secret(secret).hash(), secret.substring(0, 4));
        assertEquals(1, idp.database().number(stored));
    }

    @Test
    void onlySecretsThatStandAndHaveNotExpiredProveAnything(TestIdp idp) {
        create(Map.of("id", "app")).expect(201);
        var first = ada.browser().fetch("POST", "/api/oidc/clients/app/secrets").expect(201);
        var expiring = Map.of(
                "secret",
                "sixteen characters",
                "expiresAt",
                idp.clock().instant().plus(Duration.ofHours(1)).toString());
        ada.browser().fetch("POST", "/api/oidc/clients/app/secrets", expiring).expect(201);
        // Opened once: on PostgreSQL that is when its clock is compared with ours.
        try (var db = Database.open(idp.database().address(), idp.clock())) {
            assertTrue(proves(db, first.member("secret")));
            assertTrue(proves(db, "sixteen characters"));
            assertFalse(proves(db, ""));
            assertFalse(proves(db, first.json().path("prefix").stringValue()));
            idp.clock().advance(Duration.ofHours(1));
            assertFalse(proves(db, "sixteen characters"));
            assertTrue(proves(db, first.member("secret")));
            ada.browser()
                    .fetch("DELETE", "/api/oidc/clients/app/secrets/" + first.member("id"))
                    .expect(204);
            assertFalse(proves(db, first.member("secret")));
        }
    }

    private static boolean proves(Db db, String secret) {
        var clients = new Clients(new SecureRandom());
        return db.read(tx -> clients.authenticate(tx, new ClientId("app"), Optional.of(new Secret(secret))))
                .isPresent();
    }

    @Test
    void atOnceNoMoreThanTwentySecretsAreMade(TestIdp idp) {
        create(Map.of("id", "app")).expect(201);
        var answers = Together.run(30, _ -> ada.browser().fetch("POST", "/api/oidc/clients/app/secrets"));
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> answer.refused(400, "validation_failed"));
        assertEquals(20, idp.database().number("select count(*) from client_secrets"));
    }

    @Test
    void anotherAppsSecretIsNotDeletedByItsId() {
        create(Map.of("id", "app")).expect(201);
        create(Map.of("id", "other")).expect(201);
        var secret = ada.browser()
                .fetch("POST", "/api/oidc/clients/app/secrets")
                .expect(201)
                .member("id");
        ada.browser()
                .fetch("DELETE", "/api/oidc/clients/other/secrets/" + secret)
                .refused(404, "not_found");
        assertEquals(
                1,
                ada.browser()
                        .fetch("GET", "/api/oidc/clients/app/secrets")
                        .json()
                        .size());
    }

    @Test
    void whatIsKnownOfPkceIsForgottenWhenItIsSavedWithoutIt(TestIdp idp) {
        create(Map.of("id", "app")).expect(201);
        try (var db = Database.open(idp.database().address(), idp.clock())) {
            var clients = new Clients(new SecureRandom());
            db.write(tx -> {
                clients.pkceSeen(tx, new ClientId("app"));
                return true;
            });
        }
        assertTrue(ada.browser()
                .fetch("GET", "/api/oidc/clients/app")
                .json()
                .path("pkceSupported")
                .booleanValue());
        var saved = ada.browser().fetch("PUT", "/api/oidc/clients/app", Map.of("name", "App"));
        assertFalse(saved.expect(200).json().has("pkceSupported"));
    }

    @Test
    void everyChangeIsInTheAuditLog(TestIdp idp) {
        create(Map.of("id", "app")).expect(201);
        ada.browser()
                .fetch("PUT", "/api/oidc/clients/app", Map.of("name", "New"))
                .expect(200);
        var group = ada.browser()
                .fetch("POST", "/api/user-groups", Map.of("name", "staff", "friendlyName", "Staff"))
                .expect(201)
                .member("id");
        ada.browser()
                .fetch("PUT", "/api/oidc/clients/app/allowed-user-groups", Map.of("userGroupIds", List.of(group)))
                .expect(200);
        var secret = ada.browser()
                .fetch("POST", "/api/oidc/clients/app/secrets")
                .expect(201)
                .member("id");
        ada.browser().fetch("DELETE", "/api/oidc/clients/app/secrets/" + secret).expect(204);
        ada.browser().fetch("DELETE", "/api/oidc/clients/app").expect(204);
        for (var event : List.of(
                "CLIENT_CREATED",
                "CLIENT_UPDATED",
                "CLIENT_GROUPS_UPDATED",
                "CLIENT_SECRET_CREATED",
                "CLIENT_SECRET_DELETED",
                "CLIENT_DELETED")) {
            var entries = "select count(*) from audit_log where event = '%s' and client_id = 'app' and actor_id = '%s'"
                    .formatted(event, ada.id());
            assertEquals(1, idp.database().number(entries), event);
        }
        assertEquals(0, idp.database().number("select count(*) from client_secrets"));
    }

    private Answer create(Map<String, Object> members) {
        var body = new HashMap<>(members);
        body.put("name", "App");
        return ada.browser().fetch("POST", "/api/oidc/clients", body);
    }

    private void refusedField(Map<String, Object> members, String field) {
        create(members).refusedField(field);
    }
}
