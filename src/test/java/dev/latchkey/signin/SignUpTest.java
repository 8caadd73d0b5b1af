package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Making one's own account.
@OnBothDatabases(fresh = true)
class SignUpTest {
    private static final String TOKENS = "/api/signup-tokens";
    private static final String SIGN_UP = "/api/signup";

    private static Map<String, Object> noa(String token) {
        return new HashMap<>(Map.of(
                "username", "noa", "email", "noa@example.com", "firstName", "Noa", "lastName", "New", "token", token));
    }

    private static String token(TestIdp idp, Map<String, Object> body) {
        return idp.admin().calls("POST", TOKENS, body).expect(201).member("token");
    }

    @Test
    void anInvitationMakesAsManyAccountsAsItSays(TestIdp idp) {
        var group = idp.group("family");
        var token = token(idp, Map.of("usageLimit", 1, "userGroupIds", List.of(group, "unknown")));
        assertTrue(token.matches("[A-Za-z0-9]{16}"), token);
        var in = idp.browser();
        var made = in.fetch("POST", SIGN_UP, noa(token)).expect(201);
        assertEquals("Noa New", made.member("displayName"));
        assertEquals(group, made.json().path("userGroups").path(0).path("id").stringValue());
        assertEquals("noa", in.fetch("GET", "/api/users/me").expect(200).member("username"));
        var second = noa(token);
        second.put("username", "nob");
        second.put("email", "nob@example.com");
        idp.browser().fetch("POST", SIGN_UP, second).refused(401, "token_invalid_or_expired");
        var listed =
                idp.admin().calls("GET", TOKENS).expect(200).json().path("data").path(0);
        assertEquals(1, listed.path("usageCount").intValue());
        assertEquals(token, listed.path("token").stringValue());
        assertEquals(
                0,
                idp.database().number("select count(*) from signup_tokens where token_sealed like '%" + token + "%'"));
        assertEquals(0, idp.database().number("select count(*) from audit_log where data like '%" + token + "%'"));
    }

    @Test
    void invitationsAreNotSearchedForWhatTheySay(TestIdp idp) {
        var token = token(idp, Map.of("usageLimit", 1));
        var listed = idp.admin().calls("GET", TOKENS + "?search=anything").expect(200);
        assertEquals(token, listed.json().path("data").path(0).path("token").stringValue());
    }

    @Test
    void aUseIsGivenBackWhenTheAccountDoesNotComeAbout(TestIdp idp) {
        var token = token(idp, Map.of("usageLimit", 1));
        var taken = noa(token);
        taken.put("email", "ROOT@example.com");
        idp.browser().fetch("POST", SIGN_UP, taken).refused(409, "already_in_use");
        idp.browser().fetch("POST", SIGN_UP, noa(token)).expect(201);
    }

    @Test
    void ofManyAtOnceOnlyOneUsesTheLastUse(TestIdp idp) {
        var token = token(idp, Map.of("usageLimit", 1));
        var statuses = Together.run(6, i -> {
            var body = noa(token);
            body.put("username", "noa" + i);
            body.put("email", "noa" + i + "@example.com");
            return idp.browser("10.9.0." + (i + 1)).fetch("POST", SIGN_UP, body).status();
        });
        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(1, idp.database().number("select count(*) from users where username like 'noa%'"));
    }

    @Test
    void anInvitationExpiresAndCanBeTakenBack(TestIdp idp) {
        var late = token(idp, Map.of("usageLimit", 5, "ttl", "2h"));
        var gone = idp.admin()
                .calls("POST", TOKENS, Map.of("usageLimit", 5, "ttl", "24h"))
                .expect(201);
        idp.admin().calls("DELETE", TOKENS + "/" + gone.member("id")).expect(204);
        idp.browser().fetch("POST", SIGN_UP, noa(gone.member("token"))).refused(401, "token_invalid_or_expired");
        idp.clock().advance(Duration.ofHours(2));
        idp.browser().fetch("POST", SIGN_UP, noa(late)).refused(401, "token_invalid_or_expired");
        assertEquals(
                0,
                idp.admin().calls("GET", TOKENS).expect(200).json().path("data").size());
        assertTrue(idp.browser().get("/signup?token=" + late).expect(404).text().contains("too old"));
    }

    @Test
    void thePageMakesPersonAndPasskeyTogether(TestIdp idp) {
        var token = token(idp, Map.of("usageLimit", 1));
        var in = idp.browser();
        assertEquals(
                "/signup?token=" + token,
                in.get("/st/" + token).expect(307).location().toString());
        assertTrue(in.get("/signup?token=" + token).expect(200).text().contains("value=\"" + token + "\""));
        var authenticator = SoftwareAuthenticator.at(idp.issuer());
        var taken = noa(token);
        taken.put("username", "root");
        var complaint = in.fetch("POST", "/signup/start", taken).refused(400, "validation_failed");
        assertTrue(complaint.text().contains("\"in_use\""), complaint.text());
        var options = in.fetch("POST", "/signup/start", noa(token)).expect(200).text();
        assertEquals(0, idp.database().number("select count(*) from users where username = 'noa'"));
        in.fetch("POST", "/signup/finish", authenticator.create(options)).expect(201);
        assertEquals(
                1,
                idp.database()
                        .number(
                                "select count(*) from passkeys p join users u on u.id = p.user_id where u.username = 'noa'"));
        in.fetch("GET", "/api/users/me").expect(200);
        assertEquals("/settings", in.get("/signup").expect(303).location().toString());
        var other = idp.browser();
        other.fetch("POST", "/signup/start", noa(token)).refused(401, "token_invalid_or_expired");
    }

    @Test
    void aScreenReaderIsToldWhatIsNeeded(TestIdp idp) {
        var page = "/signup?token=" + token(idp, Map.of("usageLimit", 1));
        var required = " aria-required=\"true\" aria-describedby=\"%s\"";
        var shown = idp.browser().get(page).expect(200).text();
        assertTrue(shown.contains(required.formatted("username-wrong username-help")), shown);
        assertTrue(shown.contains(required.formatted("email-wrong")), shown);
        assertFalse(shown.contains(required.formatted("lastName-wrong")), shown);
        idp.settings(Map.of("requireUserEmail", "false"));
        shown = idp.browser().get(page).expect(200).text();
        assertFalse(shown.contains(required.formatted("email-wrong")), shown);
    }

    @Test
    void anInvitationUsedUpMeanwhileMakesNobody(TestIdp idp) {
        var token = token(idp, Map.of("usageLimit", 1));
        var slow = idp.browser();
        var authenticator = SoftwareAuthenticator.at(idp.issuer());
        var options =
                slow.fetch("POST", "/signup/start", noa(token)).expect(200).text();
        var quick = noa(token);
        quick.put("username", "quick");
        quick.put("email", "quick@example.com");
        idp.browser().fetch("POST", SIGN_UP, quick).expect(201);
        slow.fetch("POST", "/signup/finish", authenticator.create(options)).refused(401, "token_invalid_or_expired");
        assertEquals(0, idp.database().number("select count(*) from users where username = 'noa'"));
        assertEquals(
                0,
                idp.database()
                        .number(
                                "select count(*) from passkeys p left join users u on u.id = p.user_id where u.id is null"));
    }

    @Test
    void theSettingDecidesWhoMaySignUp(TestIdp idp) {
        var in = idp.browser();
        var noToken = noa("");
        in.fetch("POST", SIGN_UP, noToken).refused(403, "open_signup_disabled");
        assertTrue(in.get("/signup").expect(403).text().contains("administrator"));
        idp.admin();
        idp.settings(Map.of("allowUserSignups", "withToken"));
        in.fetch("POST", SIGN_UP, noToken).refused(403, "open_signup_disabled");
        assertTrue(in.get("/signup").expect(403).text().contains("invitation"));
        assertTrue(!in.get("/login").expect(200).text().contains("href=\"/signup\""));
        idp.settings(Map.of("allowUserSignups", "open", "emailsVerified", "true"));
        assertTrue(in.get("/login").expect(200).text().contains("href=\"/signup\""));
        in.get("/signup").expect(200);
        var made = in.fetch("POST", SIGN_UP, noToken).expect(201);
        assertTrue(made.json().path("emailVerified").booleanValue());
        assertTrue(!made.json().path("isAdmin").booleanValue());
    }

    @Test
    void tokensAreForAdministrators(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.calls("GET", TOKENS).refused(403, "forbidden");
        alice.calls("POST", TOKENS, Map.of("usageLimit", 1)).refused(403, "forbidden");
        alice.calls("DELETE", TOKENS + "/x").refused(403, "forbidden");
        for (var wrong : List.of(0, -1, 101)) {
            idp.admin().calls("POST", TOKENS, Map.of("usageLimit", wrong)).refused(400, "validation_failed");
        }
    }

    @Test
    void signUpsAreLimited(TestIdp idp) {
        idp.admin();
        var in = idp.browser();
        for (int i = 0; i < 10; i++) {
            in.fetch("POST", SIGN_UP, noa("wrong")).refused(401, "token_invalid_or_expired");
        }
        in.fetch("POST", SIGN_UP, noa("wrong")).refused(429, "rate_limited");
        in.fetch("POST", "/signup/start", noa("wrong")).refused(429, "rate_limited");
    }
}
