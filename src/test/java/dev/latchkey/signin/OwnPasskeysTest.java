package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.Ceremony;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// WebAuthn Level 3 §7.1, adding passkeys: what is taken and what is refused; and what people do with those they have.
@OnBothDatabases
class OwnPasskeysTest {
    @Test
    void creationOptionsNameThePersonAndExcludeWhatTheyHave(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var options =
                alice.calls("GET", "/api/webauthn/register/start").expect(200).json();
        var handle =
                Base64.getUrlDecoder().decode(options.path("user").path("id").stringValue());
        assertEquals(alice.id(), new String(handle, StandardCharsets.UTF_8));
        assertEquals(alice.username(), options.path("user").path("name").stringValue());
        assertEquals(
                "[-7,-35,-36,-257,-258,-259,-37,-38,-39,-8]",
                options.path("pubKeyCredParams")
                        .valueStream()
                        .map(one -> one.path("alg").asString())
                        .toList()
                        .toString()
                        .replace(" ", ""));
        assertEquals(
                alice.authenticator().passkeys().getFirst().credentialId(),
                options.path("excludeCredentials").path(0).path("id").stringValue());
        assertEquals(
                "required",
                options.path("authenticatorSelection").path("residentKey").stringValue());
        assertFalse(options.has("attestation"));
    }

    @Test
    void aWrongRegistrationIsRefused(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var device = SoftwareAuthenticator.at(idp.issuer());
        Stream.<Consumer<Ceremony>>of(
                        ceremony -> ceremony.origin("https://evil.example"),
                        ceremony -> ceremony.rpId("evil.example"),
                        ceremony -> ceremony.type("webauthn.get"),
                        ceremony -> ceremony.crossOrigin(true),
                        ceremony -> ceremony.userPresent(false),
                        ceremony -> ceremony.backup(false, true),
                        ceremony -> ceremony.credentialId(new byte[1024]),
                        Ceremony::withoutAttestedCredential,
                        ceremony -> ceremony.challenge(
                                Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32])))
                .forEach(deviation -> register(alice, device, deviation).refused(400, "invalid_webauthn_response"));
        register(alice, device, ceremony -> ceremony.userVerified(false))
                .refused(400, "passkey_user_verification_required");
        assertEquals(1, alice.calls("GET", "/api/webauthn/credentials").json().size());
    }

    private static Answer register(Person person, SoftwareAuthenticator device, Consumer<Ceremony> deviation) {
        var options =
                person.calls("GET", "/api/webauthn/register/start").expect(200).text();
        return person.calls("POST", "/api/webauthn/register/finish", device.create(options, deviation));
    }

    @Test
    void itIsRegisteredUnderTheIdThatWasAttested(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var options =
                alice.calls("GET", "/api/webauthn/register/start").expect(200).text();
        var created = SoftwareAuthenticator.at(idp.issuer()).create(options);
        var renamed = created.replaceAll("\"(id|rawId)\":\"[^\"]*\"", "\"$1\":\"AAAA\"");
        alice.calls("POST", "/api/webauthn/register/finish", renamed).refused(400, "invalid_webauthn_response");
    }

    @Test
    void whatWasBegunForOnePersonIsNotGivenToTheNext(TestIdp idp) {
        var browser = idp.user("alice").withPasskey().create().signsInElsewhere();
        var bob = idp.user("bob").withPasskey().create();
        var options =
                browser.fetch("GET", "/api/webauthn/register/start").expect(200).text();
        bob.signsIn(browser);
        browser.fetch(
                        "POST",
                        "/api/webauthn/register/finish",
                        SoftwareAuthenticator.at(idp.issuer()).create(options))
                .refused(400, "invalid_webauthn_session");
        assertEquals(1, bob.calls("GET", "/api/webauthn/credentials").json().size());
    }

    @Test
    void aTruncatedAnswerIsRefusedAndNothingBreaks(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var device = SoftwareAuthenticator.at(idp.issuer());
        for (int length = 0; length < 180; length += 7) {
            int cut = length;
            register(
                            alice,
                            device,
                            ceremony -> ceremony.authenticatorData(
                                    data -> Arrays.copyOf(data, Math.min(cut, data.length - 1))))
                    .refused(400, "invalid_webauthn_response");
        }
        for (var body : new String[] {"", "{}", "[]", "null", "{\"response\":1}", "{\"id\":\"!\"}"}) {
            alice.calls("GET", "/api/webauthn/register/start").expect(200);
            alice.calls("POST", "/api/webauthn/register/finish", body).refused(400, "invalid_webauthn_response");
            alice.calls("POST", "/api/webauthn/login/finish", body).refused(400, "invalid_webauthn_response");
        }
    }

    @Test
    void theSamePasskeyIsRegisteredOnce(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var id = alice.authenticator().passkeys().getFirst().id();
        register(bob, SoftwareAuthenticator.at(idp.issuer()), ceremony -> ceremony.credentialId(id))
                .refused(409, "passkey_already_registered");
    }

    @Test
    void passkeysAreNamedAfterTheirAuthenticator(TestIdp idp) {
        var apple = UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd");
        var alice = idp.user("alice").withPasskey().create();
        Person.addsPasskey(
                alice.browser(), SoftwareAuthenticator.at(idp.issuer()).model(apple));
        Person.addsPasskey(
                alice.browser(), SoftwareAuthenticator.at(idp.issuer()).model(apple));
        var names = alice.calls("GET", "/api/webauthn/credentials")
                .json()
                .valueStream()
                .map(one -> one.path("name").stringValue())
                .toList();
        assertEquals("[New Passkey, Apple Passwords Passkey, Apple Passwords Passkey 2]", names.toString());
        assertEquals("apple", alice.newestPasskey().path("icon").stringValue());
    }

    @Test
    void addingNeedsAProofOfTheLastFiveMinutes(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = alice.signsInElsewhere();
        idp.clock().advance(Duration.ofMinutes(6));
        in.fetch("GET", "/api/webauthn/register/start").refused(401, "reauthentication_required");
        alice.provesPresence(in);
        Person.addsPasskey(in, SoftwareAuthenticator.at(idp.issuer())).expect(200);
    }

    @Test
    void deletingNeedsAProofAndLeavesOne(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = alice.signsInElsewhere();
        var only = alice.newestPasskey().path("id").stringValue();
        in.fetch("DELETE", "/api/webauthn/credentials/" + only).refused(409, "last_passkey");
        Person.addsPasskey(in, SoftwareAuthenticator.at(idp.issuer())).expect(200);
        idp.clock().advance(Duration.ofMinutes(6));
        in.fetch("DELETE", "/api/webauthn/credentials/" + only).refused(401, "reauthentication_required");
        alice.provesPresence(in);
        in.fetch("DELETE", "/api/webauthn/credentials/" + only).expect(204);
        in.fetch("DELETE", "/api/webauthn/credentials/" + only).refused(404, "not_found");
        alice.finishSignIn(idp.browser()).refused(401, "webauthn_authentication_failed");
    }

    @Test
    void aProofThatIsKeptPastItsTimeProvesNothing(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = alice.signsInElsewhere();
        var only = alice.newestPasskey().path("id").stringValue();
        Person.addsPasskey(in, SoftwareAuthenticator.at(idp.issuer())).expect(200);
        idp.clock().advance(Duration.ofMinutes(6));
        alice.provesPresence(in);
        var proof = in.cookies().value("__Secure-reauthentication_token").orElseThrow();
        idp.clock().advance(Duration.ofMinutes(6));
        in.cookies().plant("__Secure-reauthentication_token", proof);
        in.fetch("DELETE", "/api/webauthn/credentials/" + only).refused(401, "reauthentication_required");
    }

    @Test
    void anAdministratorMayDeleteTheLastOneOfSomebodyElse(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var path = "/api/users/" + alice.id() + "/webauthn-credentials";
        var id = idp.admin()
                .calls("GET", path)
                .expect(200)
                .json()
                .path(0)
                .path("id")
                .stringValue();
        idp.admin().calls("DELETE", path + "/" + id).expect(204);
        assertEquals(0, idp.admin().calls("GET", path).json().size());
        alice.calls("GET", path).refused(403, "forbidden");
    }

    @Test
    void underOnesNameNobodyElsesIsDeleted(TestIdp idp) {
        var ada = idp.user("ada").withPasskey().administrator().create();
        var alice = idp.user("alice").withPasskey().create();
        var path = "/api/users/" + alice.id() + "/webauthn-credentials/"
                + ada.newestPasskey().path("id").stringValue();
        idp.admin().calls("DELETE", path).refused(404, "not_found");
        idp.backchannel()
                .apiKey(idp.admin().makesApiKey(Map.of("scopes", List.of("users:write"))))
                .send("DELETE", path)
                .refused(404, "not_found");
        assertEquals(
                1, idp.database().number("select count(*) from passkeys where user_id = '%s'".formatted(ada.id())));
    }

    @Test
    void anAdministratorsOwnAreDeletedByTheRulesOfEverybody(TestIdp idp) {
        var ada = idp.user("ada").with("isAdmin", true).withPasskey().create();
        var in = ada.signsInElsewhere();
        var only = "/api/users/" + ada.id() + "/webauthn-credentials/"
                + ada.newestPasskey().path("id").stringValue();
        in.fetch("DELETE", only).refused(409, "last_passkey");
        Person.addsPasskey(in, SoftwareAuthenticator.at(idp.issuer())).expect(200);
        idp.clock().advance(Duration.ofMinutes(6));
        in.fetch("DELETE", only).refused(401, "reauthentication_required");
        ada.provesPresence(in);
        in.fetch("DELETE", only).expect(204);
    }

    @Test
    void theirOwnIsNoExceptionForAnAdministrator(TestIdp idp) {
        var ada = idp.user("ada").withPasskey().administrator().create();
        var only = ada.newestPasskey().path("id").stringValue();
        var path = "/api/users/" + ada.id() + "/webauthn-credentials/" + only;
        ada.calls("DELETE", path).refused(409, "last_passkey");
        Person.addsPasskey(ada.browser(), SoftwareAuthenticator.at(idp.issuer()))
                .expect(200);
        var key = ada.makesApiKey(Map.of());
        idp.backchannel().apiKey(key).send("DELETE", path).refused(401, "reauthentication_required");
        idp.clock().advance(Duration.ofMinutes(6));
        ada.browserAsItIs().fetch("DELETE", path).refused(401, "reauthentication_required");
    }

    @Test
    void nobodyTouchesAnothersPasskeys(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var id = alice.newestPasskey().path("id").stringValue();
        bob.calls("PATCH", "/api/webauthn/credentials/" + id, Map.of("name", "mine"))
                .refused(404, "not_found");
        bob.calls("DELETE", "/api/webauthn/credentials/" + id).refused(404, "not_found");
        alice.calls("PATCH", "/api/webauthn/credentials/" + id, Map.of("name", ""))
                .refused(400, "validation_failed");
        assertEquals(
                "Laptop",
                alice.calls("PATCH", "/api/webauthn/credentials/" + id, Map.of("name", "Laptop"))
                        .expect(200)
                        .member("name"));
    }

    @Test
    void aProofIsForThePersonWhoIsSignedIn(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var in = alice.signsInElsewhere();
        var options = in.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        in.fetch("POST", "/api/webauthn/reauthenticate", bob.authenticator().get(options))
                .refused(401, "webauthn_authentication_failed");
    }

    @Test
    void aProofAnswersWhatWasAskedOfThisPerson(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = idp.browser();
        var before = in.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        alice.signsIn(in);
        in.fetch("POST", "/api/webauthn/reauthenticate", alice.authenticator().get(before))
                .refused(400, "invalid_webauthn_session");
    }

    @Test
    void aPasskeySignInOfTheLastMinuteIsAProofAndALoginCodeIsNone(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var in = alice.signsInElsewhere();
        in.fetch("POST", "/api/webauthn/reauthenticate").expect(204);
        idp.clock().advance(Duration.ofSeconds(61));
        in.fetch("POST", "/api/webauthn/reauthenticate").refused(401, "reauthentication_required");
        var withCode = idp.browser();
        withCode.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        withCode.fetch("POST", "/api/one-time-access-token/" + idp.admin().makesLoginCodeFor(alice))
                .expect(200);
        withCode.fetch("POST", "/api/webauthn/reauthenticate").refused(401, "reauthentication_required");
    }

    @Test
    void passwordManagersAreToldWhatIsGood(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var accepted = alice.calls("GET", "/api/webauthn/credentials/accepted")
                .expect(200)
                .json();
        assertEquals("id.example.com", accepted.path("rpId").stringValue());
        assertEquals(
                alice.authenticator().passkeys().getFirst().credentialId(),
                accepted.path("allAcceptedCredentialIds").path(0).stringValue());
        assertNotEquals("", idp.browser().get("/.well-known/passkey-endpoints").member("enroll"));
        assertEquals(
                idp.issuer(),
                idp.browser()
                        .get("/.well-known/webauthn")
                        .json()
                        .path("origins")
                        .path(0)
                        .stringValue());
    }
}
