package dev.latchkey.signin;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Sessions that end when nobody uses them for half an hour.
@OnBothDatabases(
        fresh = true,
        settings = {"SESSION_IDLE_TIMEOUT=30", "UI_CONFIG_DISABLED=true", "SESSION_DURATION=600"})
class IdleSessionsTest {
    private static final String ME = "/api/users/me";

    @Test
    void aSessionInUseStaysAndAnUnusedOneEnds(TestIdp idp) {
        var browser = idp.user("alice").withPasskey().create().browser();
        for (int i = 0; i < 4; i++) {
            idp.clock().advance(Duration.ofMinutes(20));
            browser.fetch("GET", ME).expect(200);
        }
        idp.clock().advance(Duration.ofMinutes(31));
        browser.fetch("GET", ME).refused(401, "not_signed_in");
    }

    @Test
    void whatTheAppGotOutlivesIt(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var bob = idp.user("bob").withPasskey().create();
        idp.clock().advance(Duration.ofMinutes(31));
        bob.signsIn(alice.browserAsItIs());
        app.refresh(tokens).tokens();
    }

    @Test
    void aSessionInUseEndsWhenSomebodyElseSignsInThere(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var bob = idp.user("bob").withPasskey().create();
        bob.signsIn(alice.browserAsItIs());
        app.refresh(tokens).refused("invalid_grant");
    }
}
