package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.Ceremony;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// WebAuthn Level 3 §7.2, signing in: what is taken and what is refused.
@OnBothDatabases
class PasskeyTest {
    private static String loginOptions(Browser in) {
        return in.fetch("GET", "/api/webauthn/login/start").expect(200).text();
    }

    private static Answer signIn(Browser in, String assertion) {
        return in.fetch("POST", "/api/webauthn/login/finish", assertion);
    }

    private static Answer signIn(TestIdp idp, Person person, Consumer<Ceremony> deviation) {
        var in = idp.browser();
        return signIn(in, person.authenticator().get(loginOptions(in), deviation));
    }

    @Test
    void optionsAskForAnyDiscoverablePasskeyWithUserVerification(TestIdp idp) {
        var options = idp.browser().fetch("GET", "/api/webauthn/login/start").json();
        assertEquals(32, Base64.getUrlDecoder().decode(options.path("challenge").stringValue()).length);
        assertEquals(300_000, options.path("timeout").intValue());
        assertEquals("id.example.com", options.path("rpId").stringValue());
        assertEquals("required", options.path("userVerification").stringValue());
        assertFalse(options.has("allowCredentials"));
    }

    @Test
    void aPasskeySignsIn(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = idp.browser();
        var answer = alice.signsIn(in);
        assertEquals(alice.id(), answer.member("id"));
        in.fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void aWrongAssertionIsRefused(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var bobsHandle = bob.id().getBytes(StandardCharsets.UTF_8);
        Stream.<Consumer<Ceremony>>of(
                        ceremony -> ceremony.origin("https://evil.example"),
                        ceremony -> ceremony.origin("http://id.example.com"),
                        ceremony -> ceremony.origin("https://id.example.com:8443"),
                        ceremony -> ceremony.origin("https://id.example.com.evil.example"),
                        ceremony -> ceremony.rpId("evil.example"),
                        ceremony -> ceremony.type("webauthn.create"),
                        ceremony -> ceremony.crossOrigin(true),
                        Ceremony::otherKey,
                        Ceremony::alteredSignature,
                        Ceremony::withoutUserHandle,
                        ceremony -> ceremony.userHandle(bobsHandle),
                        ceremony -> ceremony.userPresent(false),
                        ceremony -> ceremony.credentialId(new byte[32]),
                        ceremony -> ceremony.backup(true, false),
                        ceremony -> ceremony.backup(false, true),
                        ceremony -> ceremony.authenticatorData(data -> Arrays.copyOf(data, 20)))
                .forEach(deviation -> signIn(idp, alice, deviation).refused(401, "webauthn_authentication_failed"));
    }

    /// A password manager hides a passkey of which it hears that nobody has it, so that is said of no other.
    @Test
    void onlyOfAnUnknownPasskeyTheRefusalSaysSo(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var unknown = SoftwareAuthenticator.at(idp.issuer());
        Person.addsPasskey(alice.browser(), unknown).expect(200);
        var id = alice.newestPasskey().path("id").stringValue();
        alice.browser().fetch("DELETE", "/api/webauthn/credentials/" + id).expect(204);
        var in = idp.browser();
        assertEquals("unknown_credential", reason(signIn(in, unknown.get(loginOptions(in)))));

        Stream.<Consumer<Ceremony>>of(
                        ceremony -> ceremony.origin("https://evil.example"),
                        ceremony -> ceremony.rpId("evil.example"),
                        Ceremony::alteredSignature,
                        Ceremony::otherKey,
                        Ceremony::withoutUserHandle)
                .forEach(deviation -> assertEquals("", reason(signIn(idp, alice, deviation))));
        var thief = idp.browser();
        loginOptions(thief);
        assertEquals("", reason(signIn(thief, alice.authenticator().get(loginOptions(idp.browser())))));
        var own = alice.signsInElsewhere();
        var foreign = bob.authenticator().get(loginOptions(own));
        assertEquals("", reason(own.fetch("POST", "/api/webauthn/reauthenticate", foreign)));
    }

    private static String reason(Answer answer) {
        return answer.refused(401, "webauthn_authentication_failed")
                .json()
                .path("details")
                .path("reason")
                .asString("");
    }

    @Test
    void withoutUserVerificationNobodySignsIn(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        signIn(idp, alice, ceremony -> ceremony.userVerified(false)).refused(400, "passkey_user_verification_required");
        var in = alice.signsInElsewhere();
        var unverified = alice.authenticator().get(loginOptions(in), ceremony -> ceremony.userVerified(false));
        in.fetch("POST", "/api/webauthn/reauthenticate", unverified).refused(400, "passkey_user_verification_required");
    }

    @Test
    void aChallengeIsGoodForOneAnswer(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = idp.browser();
        var assertion = alice.authenticator().get(loginOptions(in));
        signIn(in, assertion).expect(200);
        signIn(in, assertion).refused(400, "invalid_webauthn_session");
    }

    @Test
    void aFailureUsesTheChallengeUp(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = idp.browser();
        var options = loginOptions(in);
        signIn(in, alice.authenticator().get(options, Ceremony::alteredSignature))
                .refused(401, "webauthn_authentication_failed");
        signIn(in, alice.authenticator().get(options)).refused(400, "invalid_webauthn_session");
    }

    @Test
    void aChallengeOfAnotherBrowserIsRefused(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var thief = idp.browser();
        loginOptions(thief);
        signIn(thief, alice.authenticator().get(loginOptions(idp.browser())))
                .refused(401, "webauthn_authentication_failed");
        signIn(idp.browser(), alice.authenticator().get(loginOptions(idp.browser())))
                .refused(400, "missing_session_id");
    }

    @Test
    void twoTabsCanWaitAtTheSameTime(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = idp.browser();
        var first = loginOptions(in);
        var second = loginOptions(in);
        signIn(in, alice.authenticator().get(first)).expect(200);
        signIn(in, alice.authenticator().get(second)).expect(200);
    }

    @Test
    void aChallengeForAnotherPurposeIsRefused(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = alice.browser();
        var creation = in.fetch("GET", "/api/webauthn/register/start").json();
        var challenge = creation.path("challenge").stringValue();
        var assertion = alice.authenticator().get(Map.of("challenge", challenge, "rpId", "id.example.com"));
        signIn(in, assertion).refused(400, "invalid_webauthn_session");
    }

    @Test
    void aChallengeLivesFiveMinutes(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = idp.browser();
        var early = loginOptions(in);
        idp.clock().advance(Duration.ofSeconds(299));
        signIn(in, alice.authenticator().get(early)).expect(200);
        var late = loginOptions(in);
        var cookie = in.cookies().value("__Host-session").orElseThrow();
        idp.clock().advance(Duration.ofSeconds(301));
        signIn(in, alice.authenticator().get(late)).refused(400, "missing_session_id");
        in.cookies().plant("__Host-session", cookie);
        signIn(in, alice.authenticator().get(late)).refused(400, "invalid_webauthn_session");
    }

    @Test
    void aDisabledPersonIsRefused(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        idp.database().execute("update users set disabled = true where id = '" + alice.id() + "'");
        alice.finishSignIn(idp.browser()).refused(403, "user_disabled");
        alice.browserAsItIs().fetch("GET", "/api/users/me").refused(403, "user_disabled");
    }

    @Test
    void aCounterThatDoesNotGrowIsAllowedAndShown(TestIdp idp) {
        var key = SoftwareAuthenticator.at(idp.issuer()).counting();
        var alice = idp.user("alice").withPasskey().create();
        Person.addsPasskey(alice.browser(), key).expect(200);
        var copy = key.cloned();
        var in = idp.browser();
        signIn(in, key.get(loginOptions(in))).expect(200);
        signIn(in, key.get(loginOptions(in))).expect(200);
        assertFalse(alice.newestPasskey().path("counterWarning").booleanValue());
        signIn(in, copy.get(loginOptions(in))).expect(200);
        assertTrue(alice.newestPasskey().path("counterWarning").booleanValue());
        // What the copy counts does not take the place of what the original counted.
        signIn(in, copy.get(loginOptions(in))).expect(200);
        assertEquals(
                2,
                idp.database()
                        .number("select count(*) from audit_log where event = 'PASSKEY_COUNTER_WARNING'"
                                + " and user_id = '" + alice.id() + "'"));
    }

    @Test
    void theBackupStateFollowsThePasskey(TestIdp idp) {
        var manager = SoftwareAuthenticator.at(idp.issuer()).synced();
        var alice = idp.user("alice").withPasskey().create();
        Person.addsPasskey(alice.browser(), manager).expect(200);
        assertTrue(alice.newestPasskey().path("backupState").booleanValue());
        var in = idp.browser();
        signIn(in, manager.get(loginOptions(in), ceremony -> ceremony.backup(true, false)))
                .expect(200);
        assertFalse(alice.newestPasskey().path("backupState").booleanValue());
    }
}
