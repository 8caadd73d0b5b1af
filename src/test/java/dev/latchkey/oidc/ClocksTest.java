package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The server's clock is put right by two minutes while people are at it, as a time server does after a start. Nothing
/// that was begun before may break, save for what lives shorter than that.
@OnBothDatabases
class ClocksTest {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    @Test
    void whatWasBegunGoesOnWhenTheClockIsPutBack(TestIdp idp) {
        goesOn(idp, TWO_MINUTES.negated());
    }

    @Test
    void whatWasBegunGoesOnWhenTheClockIsPutForward(TestIdp idp) {
        goesOn(idp, TWO_MINUTES);
    }

    private static void goesOn(TestIdp idp, Duration change) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var tv = idp.client("tv").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var loginCode = idp.admin().makesLoginCodeFor(alice);
        var device = tv.authorizesDevice().expect(200);
        tv.pollsDevice(device.member("device_code")).oauthError(400, "authorization_pending");

        idp.clock().advance(change);
        alice.calls("GET", "/api/users/me").expect(200);
        app.userinfo(tokens).expect(200);
        assertEquals("true", app.introspect(tokens.access()).expect(200).member("active"));
        var refreshed = app.refresh(tokens).tokens();
        app.userinfo(refreshed).expect(200);
        assertFalse(app.refresh(refreshed).tokens().access().isEmpty());
        assertFalse(alice.signsInTo(app).tokens().access().isEmpty(), "and who signs in now is in");
        idp.clock().advance(Duration.ofSeconds(5));
        tv.pollsDevice(device.member("device_code")).oauthError(400, "authorization_pending");
        alice.calls("POST", "/api/oidc/device/verify?code=" + device.member("user_code"))
                .expect(204);
        assertFalse(
                Tokens.of(tv.pollsDevice(device.member("device_code"))).access().isEmpty());
        idp.browser().fetch("POST", "/api/one-time-access-token/" + loginCode).expect(200);
        idp.clock().advance(change.negated().minusSeconds(5));
    }

    @Test
    void aCodeThatWasGivenBeforeOutlivesAClockPutBackAndNotOnePutForward(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var early = alice.signsInTo(app);
        idp.clock().advance(TWO_MINUTES.negated());
        assertFalse(early.tokens().access().isEmpty());
        var late = alice.signsInTo(app);
        idp.clock().advance(TWO_MINUTES);
        late.redeemed().oauthError(400, "invalid_grant");
    }
}
