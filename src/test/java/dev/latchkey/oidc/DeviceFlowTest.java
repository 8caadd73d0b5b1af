package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RFC 8628.
@OnBothDatabases
class DeviceFlowTest {
    private static final Duration INTERVAL = Duration.ofSeconds(6);

    @Test
    void aDeviceWaitsUntilAPersonApproves(TestIdp idp) {
        var tv = idp.client("tv").publicClient().scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var begun = tv.authorizesDevice().expect(200);
        assertEquals(idp.issuer() + "/device", begun.member("verification_uri"));
        assertTrue(begun.json().get("expires_in").longValue() > 0);
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
        decides(alice, begun, "allow");
        idp.clock().advance(INTERVAL);
        var answer = tv.pollsDevice(begun.member("device_code")).expect(200);
        assertEquals("openid offline_access", answer.member("scope"));
        assertEquals(
                alice.id(), Tokens.claims(answer.member("id_token")).get("sub").stringValue());
        idp.clock().advance(INTERVAL);
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "invalid_grant");
        tv.refresh(answer.member("refresh_token")).tokens();
    }

    @Test
    void openingTheCompleteAddressDoesNothingByItself(TestIdp idp) {
        var tv = idp.client("tv").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        alice.browser();
        var begun = tv.authorizesDevice().expect(200);
        var page = alice.browserAsItIs()
                .open(begun.member("verification_uri_complete"))
                .expect(200);
        assertTrue(page.text().contains(begun.member("user_code")), "RFC 8628 §3.3.1: compare the code");
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
    }

    @Test
    void whoDeniesEndsTheWaiting(TestIdp idp) {
        var tv = idp.client("tv").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        var begun = tv.authorizesDevice().expect(200);
        decides(alice, begun, "deny");
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "access_denied");
    }

    @Test
    void eagerPollersAreSlowedDown(TestIdp idp) {
        var tv = idp.client("tv").publicClient().create();
        var begun = tv.authorizesDevice().expect(200);
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "slow_down"); // §3.5
        idp.clock().advance(Duration.ofSeconds(11));
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
    }

    @Test
    void aCodeExpires(TestIdp idp) {
        var tv = idp.client("tv").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        var begun = tv.authorizesDevice().expect(200);
        idp.clock().advance(Duration.ofSeconds(begun.json().get("expires_in").longValue() + 1));
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "expired_token");
        alice.calls("POST", "/api/oidc/device/verify?code=" + begun.member("user_code"))
                .refused(400, "oidc_device_code_expired");
    }

    @Test
    void aForeignOrUnknownDeviceCodeIsInvalid(TestIdp idp) {
        var tv = idp.client("tv").publicClient().create();
        var other = idp.client("other").publicClient().create();
        var begun = tv.authorizesDevice().expect(200);
        other.pollsDevice(begun.member("device_code")).oauthError(400, "invalid_grant");
        tv.pollsDevice("lk_dc_unknown").oauthError(400, "invalid_grant");
        tv.pollsDevice("").oauthError(400, "invalid_request");
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
    }

    @Test
    void aUserCodeIsTakenAsPeopleTypeIt(TestIdp idp) {
        var tv = idp.client("tv").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        var code = tv.authorizesDevice().expect(200).member("user_code").replace("-", "");
        var typed = code.toLowerCase(java.util.Locale.ROOT).replace('0', 'o').replace('1', 'i');
        alice.calls("GET", "/api/oidc/device/info?code=" + typed).expect(200);
        alice.calls("POST", "/api/oidc/device/verify?code=" + typed).expect(204);
        alice.calls("POST", "/api/oidc/device/verify?code=" + code).refused(400, "oidc_invalid_device_code");
    }

    @Test
    void whoGuessesUserCodesIsStopped(TestIdp idp) {
        idp.client("tv").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        var statuses = java.util.stream.IntStream.range(0, 40)
                .map(i -> alice.calls(
                                "GET",
                                "/api/oidc/device/info?code=EAAAAA" + (char) ('A' + i % 8) + (char) ('A' + i / 8))
                        .status())
                .boxed()
                .toList();
        assertTrue(statuses.contains(429), statuses.toString()); // §5.1
        assertFalse(statuses.contains(500), statuses.toString());
    }

    @Test
    void whoIsInNoAllowedGroupCannotApprove(TestIdp idp) {
        var tv = idp.client("tv").publicClient().onlyFor(idp.group("family")).create();
        var alice = idp.user("alice").withPasskey().create();
        var begun = tv.authorizesDevice().expect(200);
        alice.calls("POST", "/api/oidc/device/verify?code=" + begun.member("user_code"))
                .expect(403);
        tv.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
    }

    @Test
    void signingOutWhereItWasApprovedDoesNotStopTheDevice(TestIdp idp) {
        var tv = idp.client("tv").publicClient().scopes("openid").create();
        var alice = idp.user("alice").withPasskey().create();
        var begun = tv.authorizesDevice().expect(200);
        decides(alice, begun, "allow");
        var refresh = tv.pollsDevice(begun.member("device_code")).expect(200).member("refresh_token");
        alice.browserAsItIs().fetch("POST", "/api/webauthn/logout").expect(204);
        tv.refresh(refresh).tokens();
    }

    @Test
    void aConfidentialClientAuthenticatesToBegin(TestIdp idp) {
        var app = idp.client("notes").create();
        app.authorizesDevice().expect(200);
        for (var id : List.of(app.id(), "nobody")) {
            idp.backchannel()
                    .post("/api/oidc/device/authorize", dev.latchkey.testkit.Form.of("client_id", id))
                    .oauthError(401, "invalid_client"); // §3.1
        }
    }

    private static void decides(Person person, Answer begun, String decision) {
        var browser = person.browser();
        var page = browser.open(begun.member("verification_uri_complete"));
        var form = Pages.forms(page).stream()
                .filter(found -> found.has("decision", decision))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + decision + " on " + page));
        assertEquals(200, Pages.press(browser, form, decision).status());
    }
}
