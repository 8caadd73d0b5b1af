package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.Ceremony;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// WebAuthn Level 3 §7.1 and §7.2: what a server has to notice.
@OnBothDatabases
class PasskeysTest {
    @Test
    void aLieInRegistrationIsNoticed(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        Stream.<Consumer<Ceremony>>of(
                        c -> c.origin("https://evil.example"),
                        c -> c.origin("https://id.example.com.evil.example"),
                        c -> c.type("webauthn.get"),
                        c -> c.challenge("AAAAAAAAAAAAAAAAAAAAAA"),
                        c -> c.rpId("evil.example"),
                        c -> c.userPresent(false),
                        c -> c.withoutAttestedCredential())
                .forEach(lie -> {
                    var answer = registers(idp, alice, lie);
                    assertEquals(400, answer.status(), answer.toString());
                });
        registers(idp, alice, c -> c.userVerified(false)).refused(400, "passkey_user_verification_required");
        assertEquals(
                1,
                alice.calls("GET", "/api/webauthn/credentials")
                        .expect(200)
                        .json()
                        .size());
    }

    @Test
    void aLieInSigningInIsNoticed(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        Stream.<Consumer<Ceremony>>of(
                        c -> c.origin("https://evil.example"),
                        c -> c.type("webauthn.create"),
                        c -> c.rpId("evil.example"),
                        c -> c.userPresent(false),
                        c -> c.otherKey(),
                        c -> c.alteredSignature(),
                        c -> c.userHandle("somebody-else".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .forEach(lie -> {
                    var answer = signsIn(idp, alice, lie);
                    answer.refused(401, "webauthn_authentication_failed");
                    assertTrue(
                            answer.header("Set-Cookie").stream().noneMatch(c -> c.startsWith("__Host-access_token=e")));
                });
        signsIn(idp, alice, c -> c.userVerified(false)).refused(400, "passkey_user_verification_required");
    }

    @Test
    void aChallengeIsUsedUpByFailureToo(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        var options =
                browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        var lie = alice.authenticator().get(options, c -> c.alteredSignature());
        browser.fetch("POST", "/api/webauthn/login/finish", lie).expect(401);
        browser.fetch(
                        "POST",
                        "/api/webauthn/login/finish",
                        alice.authenticator().get(options))
                .expect(400);
    }

    @Test
    void anAnswerIsGoodOnceAndInItsBrowserOnly(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        var options =
                browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        var answer = alice.authenticator().get(options);
        var other = idp.browser();
        other.fetch("POST", "/api/webauthn/login/finish", answer).refused(400, "missing_session_id");
        other.fetch("GET", "/api/webauthn/login/start").expect(200);
        assertTrue(other.fetch("POST", "/api/webauthn/login/finish", answer).status() >= 400);
        browser.fetch("POST", "/api/webauthn/login/finish", answer).expect(200);
        assertTrue(browser.fetch("POST", "/api/webauthn/login/finish", answer).status() >= 400, "a replay");
    }

    @Test
    void aChallengeLivesFiveMinutes(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        var early =
                browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        idp.clock().advance(Duration.ofMinutes(4));
        browser.fetch(
                        "POST",
                        "/api/webauthn/login/finish",
                        alice.authenticator().get(early))
                .expect(200);
        var late = browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        idp.clock().advance(Duration.ofMinutes(6));
        assertTrue(browser.fetch(
                                "POST",
                                "/api/webauthn/login/finish",
                                alice.authenticator().get(late))
                        .status()
                >= 400);
    }

    @Test
    void aPasskeyTheServerForgotDoesNotOpenAnything(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var second = SoftwareAuthenticator.at(idp.issuer());
        var id = Person.addsPasskey(alice.browser(), second).expect(200).member("id");
        alice.calls("DELETE", "/api/webauthn/credentials/" + id).expect(204);
        var browser = idp.browser();
        var options =
                browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        browser.fetch("POST", "/api/webauthn/login/finish", second.get(options))
                .refused(401, "webauthn_authentication_failed");
    }

    @Test
    void theLastPasskeyStays(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var only = alice.calls("GET", "/api/webauthn/credentials")
                .expect(200)
                .json()
                .get(0)
                .get("id")
                .stringValue();
        assertEquals(
                409, alice.calls("DELETE", "/api/webauthn/credentials/" + only).status());
        assertEquals(
                1,
                alice.calls("GET", "/api/webauthn/credentials")
                        .expect(200)
                        .json()
                        .size());
    }

    @Test
    void addingOneNeedsAFreshProof(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.browser();
        idp.clock().advance(Duration.ofMinutes(6));
        alice.calls("GET", "/api/webauthn/register/start").refused(401, "reauthentication_required");
        alice.provesPresence(alice.browser());
        Person.addsPasskey(alice.browser(), SoftwareAuthenticator.at(idp.issuer()))
                .expect(200);
    }

    @Test
    void aCounterThatDidNotGrowIsAllowedAndRemembered(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var key = SoftwareAuthenticator.at(idp.issuer()).counting();
        Person.addsPasskey(alice.browser(), key).expect(200);
        var clone = key.cloned();
        signsInWith(idp, key).expect(200);
        signsInWith(idp, key).expect(200);
        signsInWith(idp, clone).expect(200);
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from audit_log where event = 'PASSKEY_COUNTER_WARNING' and user_id = '"
                                + alice.id() + "'"));
    }

    @Test
    void onesOwnPasskeysOnly(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var bobs = bob.calls("GET", "/api/webauthn/credentials")
                .expect(200)
                .json()
                .get(0)
                .get("id")
                .stringValue();
        alice.calls("PATCH", "/api/webauthn/credentials/" + bobs, Map.of("name", "mine"))
                .expect(404);
        alice.calls("DELETE", "/api/webauthn/credentials/" + bobs).expect(404);
    }

    @Test
    void aProofBelongsToWhoeverIsSignedIn(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var browser = alice.browser();
        var options =
                browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        assertTrue(browser.fetch(
                                "POST",
                                "/api/webauthn/reauthenticate",
                                bob.authenticator().get(options))
                        .status()
                >= 400);
    }

    private static Answer registers(TestIdp idp, Person person, Consumer<Ceremony> lie) {
        var browser = person.browser();
        var options =
                browser.fetch("GET", "/api/webauthn/register/start").expect(200).text();
        var device = SoftwareAuthenticator.at(idp.issuer());
        return browser.fetch("POST", "/api/webauthn/register/finish", device.create(options, c -> {
            lie.accept(c);
            c.despiteExclusions();
        }));
    }

    private static Answer signsIn(TestIdp idp, Person person, Consumer<Ceremony> lie) {
        var browser = idp.browser();
        var options =
                browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        return browser.fetch(
                "POST", "/api/webauthn/login/finish", person.authenticator().get(options, lie));
    }

    private static Answer signsInWith(TestIdp idp, SoftwareAuthenticator device) {
        var browser = idp.browser();
        var options =
                browser.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        return browser.fetch("POST", "/api/webauthn/login/finish", device.get(options));
    }
}
