package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.SignIn;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A code is good once, for a minute, for whom it was issued to; what does not fit leaves it alone.
@OnBothDatabases
class CodeRedemptionTest {
    private static final String OTHER = "v".repeat(43);

    private static SignIn code(TestIdp idp, RelyingParty app, String person) {
        return idp.user(person).withPasskey().create().signsInTo(app);
    }

    private static Form redemption(SignIn signIn) {
        return signIn.app().redemption(signIn.code(), signIn.request());
    }

    @Test
    void whatDoesNotFitLeavesTheCodeToItsOwner(TestIdp idp) {
        var app = idp.client("misfits").create();
        var thief = idp.client("thief").create();
        var signIn = code(idp, app, "misfit");
        var right = redemption(signIn);
        app.token(right.with("code_verifier", OTHER)).oauthError(400, "invalid_grant");
        app.token(right.with("code_verifier", "short")).oauthError(400, "invalid_grant");
        app.token(right.without("code_verifier")).oauthError(400, "invalid_grant");
        app.token(right.with("redirect_uri", app.callback() + "/")).oauthError(400, "invalid_grant");
        app.token(right.without("redirect_uri")).oauthError(400, "invalid_grant");
        thief.token(right).oauthError(400, "invalid_grant");
        app.token(right.with("code", signIn.code() + "x")).oauthError(400, "invalid_grant");
        Tokens.of(app.token(right));
    }

    @Test
    void tenFailuresBurnIt(TestIdp idp) {
        var app = idp.client("burning").create();
        var signIn = code(idp, app, "burner");
        var right = redemption(signIn);
        for (int i = 0; i < 10; i++) {
            app.token(right.with("code_verifier", OTHER)).oauthError(400, "invalid_grant");
        }
        app.token(right).oauthError(400, "invalid_grant");
    }

    @Test
    void aVerifierWithoutAChallengeIsRefused(TestIdp idp) {
        var app = idp.client("downgraded").create();
        var alice = idp.user("downgraded").withPasskey().create();
        var signIn = alice.signsInTo(app, app.request().withoutPkce());
        var form = redemption(signIn);
        app.token(form.and("code_verifier", OTHER)).oauthError(400, "invalid_grant");
        app.token(form.and("code_verifier", "none that could be one")).oauthError(400, "invalid_grant");
        Tokens.of(app.token(form));
    }

    @Test
    void itLivesAMinute(TestIdp idp) {
        var app = idp.client("minute").create();
        var alice = idp.user("minute").withPasskey().create();
        var inTime = alice.signsInTo(app);
        idp.clock().advance(Duration.ofSeconds(55));
        inTime.tokens();
        var late = alice.signsInTo(app);
        idp.clock().advance(Duration.ofSeconds(61));
        late.redeemed().oauthError(400, "invalid_grant");
    }

    @Test
    void aSecondUseEndsWhatTheFirstGave(TestIdp idp) {
        var app = idp.client("replayed").create();
        var other = idp.client("other").create();
        var signIn = code(idp, app, "replayed");
        var tokens = signIn.tokens();
        app.userinfo(tokens).expect(200);
        // A second request that is wrong is no proof of theft.
        app.token(redemption(signIn).with("code_verifier", OTHER)).oauthError(400, "invalid_grant");
        other.token(redemption(signIn)).oauthError(400, "invalid_grant");
        app.userinfo(tokens).expect(200);
        // Long after the code has expired as well.
        idp.clock().advance(Duration.ofMinutes(5));
        signIn.redeemed().oauthError(400, "invalid_grant");
        app.userinfo(tokens).expect(401); // RFC 6749 §4.1.2
        app.refresh(tokens).refused("invalid_grant");
        for (var token : List.of(tokens.access(), tokens.refresh())) {
            assertEquals("false", app.introspect(token).expect(200).member("active"));
        }
        assertEquals(
                1,
                idp.database()
                        .number(
                                "select count(*) from audit_log where event = 'AUTHORIZATION_CODE_REUSED' and client_id = '"
                                        + app.id() + "'"));
    }

    @Test
    void wrongRequestsAfterTheFirstUseHideNoTheft(TestIdp idp) {
        var app = idp.client("hidden-theft").publicClient().create();
        var signIn = code(idp, app, "robbed");
        var tokens = signIn.tokens();
        for (int i = 0; i < 11; i++) {
            app.token(redemption(signIn).with("code_verifier", OTHER)).oauthError(400, "invalid_grant");
        }
        app.userinfo(tokens).expect(200);
        signIn.redeemed().oauthError(400, "invalid_grant");
        app.userinfo(tokens).expect(401); // RFC 6749 §4.1.2
        app.refresh(tokens).refused("invalid_grant");
    }

    @Test
    void ofManyAtOnceOneWins(TestIdp idp) {
        var app = idp.client("raced").create();
        var alice = idp.user("racer").withPasskey().create();
        for (int round = 0; round < 3; round++) {
            var signIn = alice.signsInTo(app);
            var statuses = Together.run(16, _ -> signIn.redeemed().status());
            assertEquals(1, Collections.frequency(statuses, 200), statuses.toString());
            assertEquals(15, Collections.frequency(statuses, 400), statuses.toString());
        }
    }
}
