package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.SignIn;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
        Tokens.of(app.token(form));
    }

    @Test
    void itLivesAMinute(TestIdp idp) {
        var app = idp.client("minute").create();
        var signIn = code(idp, app, "minute");
        idp.clock().advance(Duration.ofSeconds(61));
        signIn.redeemed().oauthError(400, "invalid_grant");
    }

    @Test
    void aSecondUseEndsWhatTheFirstGave(TestIdp idp) {
        var app = idp.client("replayed").create();
        var signIn = code(idp, app, "replayed");
        var tokens = signIn.tokens();
        app.userinfo(tokens).expect(200);
        // A second request that is wrong is no proof of theft.
        app.token(redemption(signIn).with("code_verifier", OTHER)).oauthError(400, "invalid_grant");
        app.userinfo(tokens).expect(200);
        // Long after the code has expired as well.
        idp.clock().advance(Duration.ofMinutes(5));
        signIn.redeemed().oauthError(400, "invalid_grant");
        app.userinfo(tokens).expect(401);
        app.refresh(tokens).refused("invalid_grant");
    }

    @Test
    void ofManyAtOnceOneWins(TestIdp idp) throws Exception {
        var app = idp.client("raced").create();
        var signIn = code(idp, app, "racer");
        int many = 16;
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> redeem = () -> {
                start.await();
                return signIn.redeemed().status();
            };
            var all = IntStream.range(0, many)
                    .mapToObj(_ -> threads.submit(redeem))
                    .toList();
            start.countDown();
            int won = 0;
            int refused = 0;
            for (var one : all) {
                switch (one.get()) {
                    case 200 -> won++;
                    case 400 -> refused++;
                    default -> {}
                }
            }
            assertEquals(1, won);
            assertEquals(many - 1, refused);
        }
    }
}
