package dev.latchkey.oidc.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// RFC 8628: the device asks, a person sees who asks and decides, the device hears of it.
@OnBothDatabases
class DeviceAuthorizationTest {
    private static Answer verify(Person person, String code) {
        return person.calls("POST", "/api/oidc/device/verify?code=" + code);
    }

    private static Answer begin(RelyingParty app) {
        return app.authorizesDevice().expect(200);
    }

    @Test
    void theDeviceGetsItsCodes(TestIdp idp) {
        var app = idp.client("tv")
                .publicClient()
                .scopes("openid profile unheard_of")
                .create();
        var begun = begin(app);
        var code = begun.member("user_code");
        assertTrue(code.matches("E[A-HJKMNP-Z0-9]{7}"), code);
        assertEquals(idp.issuer() + "/device", begun.member("verification_uri"));
        assertEquals(idp.issuer() + "/device?user_code=" + code, begun.member("verification_uri_complete"));
        assertEquals(900, begun.json().path("expires_in").intValue());
        assertEquals(5, begun.json().path("interval").intValue());
        assertEquals("no-store", begun.header("Cache-Control").orElse(""));
        idp.client("tv-basic").create().authorizesDevice().expect(200);
    }

    @Test
    void whoDoesNotSayWhoItIsGetsNone(TestIdp idp) {
        var app = idp.client("confidential-tv").create();
        var device = idp.backchannel();
        device.post("/api/oidc/device/authorize", Form.of("scope", "openid")).oauthError(400, "invalid_request");
        device.post("/api/oidc/device/authorize", Form.of("client_id", "nobody"))
                .oauthError(401, "invalid_client");
        device.post("/api/oidc/device/authorize", Form.of("client_id", app.id()))
                .oauthError(401, "invalid_client");
        app.post("/api/oidc/device/authorize", Form.of("resource", "urn:x")).oauthError(400, "invalid_target");
        app.post("/api/oidc/device/authorize", Form.of("scope", "a", "scope", "b"))
                .oauthError(400, "invalid_request");
    }

    @Test
    void approvingGivesTokensOnce(TestIdp idp) {
        var app = idp.client("approved-tv")
                .publicClient()
                .scopes("openid offline_access")
                .create();
        var alice = idp.user("viewer").withPasskey().create();
        var begun = begin(app);
        var device = begun.member("device_code");
        app.pollsDevice(device).oauthError(400, "authorization_pending");
        var code = begun.member("user_code");
        var info = alice.calls("GET", "/api/oidc/device/info?code=" + code).expect(200);
        assertTrue(info.json().path("authorizationRequired").booleanValue(), info.toString());
        assertEquals(app.id(), info.json().path("client").path("id").asString());
        // As people type it.
        verify(alice, code.substring(0, 4).toLowerCase(java.util.Locale.ROOT) + "-" + code.substring(4))
                .expect(204);
        verify(alice, code).refused(400, "oidc_invalid_device_code");
        var tokens = Tokens.of(app.pollsDevice(device));
        assertEquals(alice.id(), tokens.idClaims().path("sub").asString());
        app.pollsDevice(device).oauthError(400, "invalid_grant");
        app.userinfo(tokens).expect(200);
        app.refresh(tokens).tokens();
    }

    @Test
    void eagerPollersAreSlowedDownAndPatientOnesAreNot(TestIdp idp) {
        var app = idp.client("eager").publicClient().create();
        var device = begin(app).member("device_code");
        app.pollsDevice(device).oauthError(400, "authorization_pending");
        app.pollsDevice(device).oauthError(400, "slow_down");
        idp.clock().advance(Duration.ofSeconds(5));
        app.pollsDevice(device).oauthError(400, "authorization_pending");
        idp.clock().advance(Duration.ofSeconds(8));
        app.pollsDevice(device).oauthError(400, "authorization_pending");
    }

    @Test
    void denyingIsHeardByTheDevice(TestIdp idp) {
        var app = idp.client("denied-tv").publicClient().create();
        var alice = idp.user("denying").withPasskey().create();
        var begun = begin(app);
        alice.calls("POST", "/api/oidc/device/deny?code=" + begun.member("user_code"))
                .expect(204);
        app.pollsDevice(begun.member("device_code")).oauthError(400, "access_denied");
        verify(alice, begun.member("user_code")).refused(400, "oidc_invalid_device_code");
        alice.calls("GET", "/api/oidc/device/info?code=" + begun.member("user_code"))
                .refused(400, "oidc_invalid_device_code");
    }

    @Test
    void codesExpire(TestIdp idp) {
        var app = idp.client("late-tv").publicClient().create();
        var alice = idp.user("late").withPasskey().create();
        var begun = begin(app);
        idp.clock().advance(Duration.ofMinutes(16));
        verify(alice, begun.member("user_code")).refused(400, "oidc_device_code_expired");
        app.pollsDevice(begun.member("device_code")).oauthError(400, "expired_token");
    }

    @Test
    void whatWasApprovedExpiresToo(TestIdp idp) {
        var app = idp.client("slow-tv").publicClient().create();
        var begun = begin(app);
        verify(idp.user("slow").withPasskey().create(), begun.member("user_code"))
                .expect(204);
        idp.clock().advance(Duration.ofMinutes(16));
        app.pollsDevice(begun.member("device_code")).oauthError(400, "expired_token");
    }

    @Test
    void anotherClientsCodeIsNoCode(TestIdp idp) {
        var app = idp.client("owner-tv").publicClient().create();
        var other = idp.client("other-tv").publicClient().create();
        var device = begin(app).member("device_code");
        other.pollsDevice(device).oauthError(400, "invalid_grant");
        app.pollsDevice("lk_dc_unknown").oauthError(400, "invalid_grant");
        app.pollsDevice("").oauthError(400, "invalid_request");
        app.pollsDevice(device).oauthError(400, "authorization_pending");
    }

    @Test
    void anotherClientDoesNotGetWhatWasApproved(TestIdp idp) {
        var app = idp.client("approved-tv").publicClient().create();
        var other = idp.client("greedy-tv").publicClient().create();
        var begun = begin(app);
        verify(idp.user("generous").withPasskey().create(), begun.member("user_code"))
                .expect(204);
        other.pollsDevice(begun.member("device_code")).oauthError(400, "invalid_grant");
        app.userinfo(Tokens.of(app.pollsDevice(begun.member("device_code")))).expect(200);
    }

    @Test
    void guessingIsStopped(TestIdp idp) {
        var app = idp.client("guessed-tv").publicClient().create();
        var mallory = idp.user("guesser").withPasskey().create();
        mallory.calls("GET", "/api/oidc/device/info").refused(400, "validation_failed");
        for (int i = 0; i < UserCodeGuesses.MOST; i++) {
            mallory.calls("GET", "/api/oidc/device/info?code=E000000" + i).refused(400, "oidc_invalid_device_code");
        }
        var begun = begin(app);
        verify(mallory, begun.member("user_code")).refused(429, "rate_limited");
        idp.browser().fetch("GET", "/api/oidc/device/info?code=E0000000").refused(401, "not_signed_in");
    }

    @Test
    void aLinkApprovesNothing(TestIdp idp) {
        var app =
                idp.client("linked-tv").publicClient().with("skipConsent", true).create();
        var alice = idp.user("linked").withPasskey().create();
        var begun = begin(app);
        var page = alice.browser()
                .open("/device?user_code=" + begun.member("user_code") + "&unknown=1")
                .expect(200);
        app.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
        assertTrue(page.text().contains(begun.member("user_code")), page.toString());
        assertTrue(page.text().contains("linked-tv"), page.toString());
        var form = Pages.forms(page).stream()
                .filter(found -> found.has("decision", "allow"))
                .findFirst()
                .orElseThrow();
        alice.browser()
                .submit(form.action(), form.fields().and("decision", "allow"))
                .expect(200);
        idp.clock().advance(Duration.ofSeconds(5));
        Tokens.of(app.pollsDevice(begun.member("device_code")));
    }

    @Test
    void thePageWorksAsAForm(TestIdp idp) {
        var app = idp.client("typed-tv").publicClient().create();
        var alice = idp.user("typing").withPasskey().create();
        var begun = begin(app);
        var code = begun.member("user_code");
        assertTrue(Pages.forms(idp.browser().get("/device").expect(200))
                .getFirst()
                .fields()
                .names()
                .contains("user_code"));
        assertTrue(idp.browser()
                .get("/device?user_code=" + code)
                .expect(303)
                .location()
                .toString()
                .startsWith("/login?"));
        var wrong = alice.browser().get("/device?code=E1234567").expect(400);
        assertTrue(wrong.text().contains("aria-invalid=\"true\""), wrong.toString());
        alice.browser()
                .submitFrom("https://evil.example", "/device", Form.of("user_code", code, "decision", "allow"))
                .expect(403);
        var denied = alice.browser()
                .submit("/device", Form.of("user_code", code, "person", alice.id(), "decision", "deny"))
                .expect(200);
        assertFalse(denied.text().contains("aria-invalid"), denied.toString());
        app.pollsDevice(begun.member("device_code")).oauthError(400, "access_denied");
    }

    @Test
    void anotherAccountIsChosenOnTheWay(TestIdp idp) {
        var app = idp.client("shared-tv").publicClient().create();
        var alice = idp.user("shared-alice").withPasskey().create();
        var bob = idp.user("shared-bob").withPasskey().create();
        var begun = begin(app);
        var address = "/device?user_code=" + begun.member("user_code");
        var review = alice.browser().get(address).expect(200).text();
        assertTrue(review.contains("href=\"" + address + "&amp;another\""), review);

        var choice = alice.browser().get(address + "&another").expect(200).text();
        assertTrue(choice.contains("data-after=\"go:" + address + "\""), choice);
        bob.signsIn(alice.browser());
        alice.browser()
                .submit(
                        "/device",
                        Form.of("user_code", begun.member("user_code"), "person", bob.id(), "decision", "allow"))
                .expect(200);
        var tokens = Tokens.of(app.pollsDevice(begun.member("device_code")));
        assertEquals(bob.id(), tokens.idClaims().path("sub").asString());

        idp.browser().get("/device?another&user_code=" + "Z".repeat(9000)).expect(303);
        bob.browser().get("/device?another&user_code=" + "Z".repeat(9000)).expect(200);
    }

    @Test
    void groupsAndProofsCountHereToo(TestIdp idp) {
        var viewers = idp.group("viewers");
        var app = idp.client("group-tv")
                .publicClient()
                .with("requiresReauthentication", true)
                .onlyFor(viewers)
                .create();
        var outsider = idp.user("no-viewer").withPasskey().create();
        var begun = begin(app);
        verify(outsider, begun.member("user_code")).expect(403);
        outsider.browser().get("/device?user_code=" + begun.member("user_code")).expect(403);
        app.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
        var viewer = idp.user("yes-viewer").memberOf(viewers).withPasskey().create();
        verify(viewer, begun.member("user_code")).refused(401, "reauthentication_required");
        viewer.provesPresence(viewer.browser());
        verify(viewer, begun.member("user_code")).expect(204);
        idp.clock().advance(Duration.ofSeconds(5));
        Tokens.of(app.pollsDevice(begun.member("device_code")));
    }

    @Test
    void signingOutWhereItWasApprovedDoesNotStopTheDevice(TestIdp idp) {
        var app = idp.client("staying-tv").publicClient().scopes("openid").create();
        var alice = idp.user("leaving").withPasskey().create();
        var begun = begin(app);
        verify(alice, begun.member("user_code")).expect(204);
        var tokens = Tokens.of(app.pollsDevice(begun.member("device_code")));
        alice.browserAsItIs().fetch("POST", "/api/webauthn/logout").expect(204);
        app.refresh(tokens).tokens();
    }

    @Test
    void ofManyPollsAtOnceOneWins(TestIdp idp) {
        var app = idp.client("raced-tv").publicClient().create();
        var alice = idp.user("raced-viewer").withPasskey().create();
        var begun = begin(app);
        verify(alice, begun.member("user_code")).expect(204);
        var answers = Together.run(12, _ -> app.pollsDevice(begun.member("device_code")));
        var winners = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertEquals(1, winners.size());
        app.userinfo(Tokens.of(winners.getFirst())).expect(200);
        answers.stream()
                .filter(answer -> answer.status() != 200)
                .forEach(loser -> loser.oauthError(400, "invalid_grant"));
    }
}
