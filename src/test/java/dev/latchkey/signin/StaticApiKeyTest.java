package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.places.Places;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Database;
import dev.latchkey.signin.apikeys.ApiKeys;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The key of the environment, from the first use to the first start without it.
@OnBothDatabases(settings = "STATIC_API_KEY=" + StaticApiKeyTest.KEY, fresh = true)
class StaticApiKeyTest {
    static final String KEY = "a key of the environment";
    private static final String ID = "00000000-0000-0000-0000-000000000000";

    @Test
    void itAdministersAnInstallationThatNobodyHasSetUp(TestIdp idp) {
        var program = idp.backchannel().apiKey(KEY);
        assertEquals(0, users(idp));
        var me = program.get("/api/users/me").expect(200);
        assertEquals(ID, me.member("id"));
        assertTrue(me.member("username").matches("static-api-user-[a-zA-Z0-9]{6}"), me.toString());
        program.send("POST", "/api/user-groups", Map.of("name", "staff", "friendlyName", "Staff"))
                .expect(201);
        assertEquals(1, users(idp));
        idp.browser().fetch("GET", "/api/signup/setup").expect(204);
        idp.admin();
        idp.browser().fetch("GET", "/api/signup/setup").expect(404);
    }

    @Test
    void itIsNoAdministratorThatCounts(TestIdp idp) {
        var admin = idp.admin();
        var program = idp.backchannel().apiKey(KEY);
        program.send("DELETE", "/api/users/" + admin.id()).refused(409, "last_administrator");
        var bulk = program.send("POST", "/api/users/bulk", Map.of("action", "disable", "userIds", List.of(admin.id())))
                .expect(200);
        assertEquals(
                "last_administrator",
                bulk.json().path("refused").path(0).path("code").stringValue());
        admin.calls("DELETE", "/api/users/" + ID).expect(204);
        program.get("/api/users/me").expect(200);
    }

    @Test
    void withoutTheKeyItsAccountGoes(TestIdp idp) {
        idp.backchannel().apiKey(KEY).get("/api/users/me").expect(200);
        try (var db = Database.open(idp.database().address(), idp.clock())) {
            var random = new SecureRandom();
            new ApiKeys(db, random, new Audit(random, Places.withoutDatabase()), new Users(random), Optional.empty())
                    .start();
        }
        assertEquals(0, users(idp));
    }

    @Test
    void itDoesNothingWhileItsAccountIsDisabled(TestIdp idp) {
        var program = idp.backchannel().apiKey(KEY);
        program.get("/api/users/me").expect(200);
        idp.admin()
                .calls("POST", "/api/users/bulk", Map.of("action", "disable", "userIds", List.of(ID)))
                .expect(200);
        program.get("/api/users/me").refused(403, "user_disabled");
    }

    @Test
    void whatItHasSetForNewAccountsTheFirstAdministratorIsGiven(TestIdp idp) {
        var program = idp.backchannel().apiKey(KEY);
        var staff = program.send("POST", "/api/user-groups", Map.of("name", "staff", "friendlyName", "Staff"))
                .expect(201)
                .member("id");
        var settings = new HashMap<String, Object>();
        program.get("/api/application-configuration/all")
                .expect(200)
                .json()
                .forEach(one -> settings.put(
                        one.path("key").stringValue(), one.path("value").stringValue()));
        settings.put("signupDefaultUserGroupIDs", "[\"" + staff + "\"]");
        settings.put("signupDefaultCustomClaims", "[{\"key\":\"site\",\"value\":\"north\"}]");
        program.send("PUT", "/api/application-configuration", settings).expect(200);
        var first = Map.of("username", "ada", "email", "ada@example.com", "firstName", "Ada", "lastName", "Admin");
        var ada = idp.browser();
        ada.fetch("POST", "/api/signup/setup", first).expect(200);
        var shown = ada.fetch("GET", "/api/users/me").expect(200).json();
        assertEquals(staff, shown.path("userGroups").path(0).path("id").stringValue());
        assertEquals("north", shown.path("customClaims").path(0).path("value").stringValue());
    }

    @Test
    void itIsOnlyGoodAsAWhole(TestIdp idp) {
        for (var wrong : new String[] {KEY.substring(1), KEY + "x", KEY.toUpperCase(java.util.Locale.ROOT), " "}) {
            idp.backchannel().apiKey(wrong).get("/api/users/me").refused(401, "not_signed_in");
        }
        assertEquals(0, users(idp));
    }

    private static long users(TestIdp idp) {
        return idp.database().number("select count(*) from users");
    }
}
