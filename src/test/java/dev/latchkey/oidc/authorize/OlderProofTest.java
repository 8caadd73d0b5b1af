package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.AuthorizationRequest;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A passkey sign-in of a moment ago stands in for a proof, but not where somebody asked for a new one since: it would
/// end in an `auth_time` that is not true (OpenID Connect Core §3.1.2.1).
@OnBothDatabases
class OlderProofTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(20);
    private static final String PROOF = "__Secure-reauthentication_token";

    /// The ways to ask for a new proof.
    enum Demand {
        PROMPT_LOGIN(request -> request.with("prompt", "login"), false),
        MAX_AGE_ZERO(request -> request.with("max_age", "0"), false),
        OF_THE_APP(UnaryOperator.identity(), true);

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final UnaryOperator<AuthorizationRequest> asking;

        private final boolean byTheApp;

        Demand(UnaryOperator<AuthorizationRequest> asking, boolean byTheApp) {
            this.asking = asking;
            this.byTheApp = byTheApp;
        }
    }

    private static Answer complete(Browser browser, String id) {
        return browser.fetch("POST", "/api/oidc/interactions/" + id + "/complete", Map.of("step", "reauthenticate"));
    }

    @Test
    void aSignInFromBeforeTheRequestIsNoNewProof(TestIdp idp) {
        for (var demand : Demand.values()) {
            refusesAnOlderProof(demand, idp);
        }
    }

    private static void refusesAnOlderProof(Demand demand, TestIdp idp) {
        var name = demand.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var app = idp.client(name)
                .with("requiresReauthentication", demand.byTheApp)
                .create();
        var alice = idp.user(name).withPasskey().create();
        alice.signsInTo(app);
        var in = alice.signsInElsewhere();
        idp.clock().advance(A_MOMENT);
        var asked = idp.clock().instant().getEpochSecond();
        var request = demand.asking.apply(app.request());
        var id = Pages.parameters(in.get(request.address()).expect(302).location())
                .value("interaction")
                .orElseThrow();

        in.fetch("POST", "/api/webauthn/reauthenticate").expect(204);
        complete(in, id).refused(401, "reauthentication_required");
        in.get("/authorize?interaction=" + id).expect(302);

        idp.clock().advance(Duration.ofSeconds(1));
        alice.provesPresence(in);
        complete(in, id).expect(200);
        var answer = in.get("/authorize?interaction=" + id).expect(303);
        var code = Pages.parameters(answer.location()).value("code").orElseThrow();
        var claims = Tokens.of(app.redeem(code, request)).idClaims();
        assertTrue(claims.path("auth_time").longValue() >= asked, claims.toString());
    }

    @Test
    void whatOnePersonProvedDoesNotCountForTheNext(TestIdp idp) {
        var app = idp.client("switched-proof").with("skipConsent", true).create();
        var bob = idp.user("proof-bob").withPasskey().create();
        bob.signsIn(bob.browser());
        var alice = idp.user("proof-alice").withPasskey().create();
        var in = alice.signsInElsewhere();
        idp.clock().advance(A_MOMENT);
        var request = app.request().with("prompt", "login");
        var id = Pages.parameters(in.get(request.address()).expect(302).location())
                .value("interaction")
                .orElseThrow();
        idp.clock().advance(Duration.ofSeconds(1));
        // In another session of hers, so that the one that waits is still as old as it was.
        var elsewhere = alice.signsInElsewhere();
        alice.provesPresence(elsewhere);
        in.cookies().plant(PROOF, elsewhere.cookies().value(PROOF).orElseThrow());
        complete(in, id).expect(200);
        in.cookies().plant("__Host-access_token", bob.sessionCookie().orElseThrow());
        in.get("/authorize?interaction=" + id).expect(302);
    }

    @Test
    void aProofIsGoodForThreeMinutes(TestIdp idp) {
        var app = idp.client("kept-proof")
                .publicClient()
                .with("requiresReauthentication", true)
                .create();
        var alice = idp.user("kept-proof").withPasskey().create();
        var in = alice.signsInElsewhere();
        var verify = "/api/oidc/device/verify?code="
                + app.authorizesDevice().expect(200).member("user_code");
        idp.clock().advance(Duration.ofSeconds(1));
        alice.provesPresence(in);
        var proof = in.cookies().value(PROOF).orElseThrow();
        idp.clock().advance(Duration.ofSeconds(181));
        in.cookies().plant(PROOF, proof);
        in.fetch("POST", verify).refused(401, "reauthentication_required");
        alice.provesPresence(in);
        in.fetch("POST", verify).expect(204);
    }

    @Test
    void aSignInFromBeforeTheDeviceAskedIsNoneEither(TestIdp idp) {
        var app = idp.client("earlier-tv")
                .publicClient()
                .with("requiresReauthentication", true)
                .create();
        var alice = idp.user("earlier").withPasskey().create();
        var in = alice.signsInElsewhere();
        idp.clock().advance(A_MOMENT);
        var verify = "/api/oidc/device/verify?code="
                + app.authorizesDevice().expect(200).member("user_code");
        in.fetch("POST", "/api/webauthn/reauthenticate").expect(204);
        in.fetch("POST", verify).refused(401, "reauthentication_required");
        idp.clock().advance(Duration.ofSeconds(1));
        alice.signsIn(in);
        in.fetch("POST", "/api/webauthn/reauthenticate").expect(204);
        in.fetch("POST", verify).expect(204);
    }

    @Test
    void whatIsApprovedInTheSameMinuteTakesIt(TestIdp idp) {
        var alice = idp.user("same-minute").withPasskey().create();
        var in = alice.signsInElsewhere();
        var waiting = idp.browser().fetch("POST", "/api/device-login/requests").expect(201);
        idp.clock().advance(A_MOMENT);
        in.fetch("POST", "/api/webauthn/reauthenticate").expect(204);
        var decision = Map.of("code", waiting.member("userCode"), "decision", "approve");
        // Its minute is that of the sign-in: the proof made of it is not younger.
        idp.clock().advance(Duration.ofSeconds(41));
        in.fetch("POST", "/api/device-login/verification/decision", decision).refused(401, "reauthentication_required");
        alice.signsIn(in);
        in.fetch("POST", "/api/webauthn/reauthenticate").expect(204);
        in.fetch("POST", "/api/device-login/verification/decision", decision).expect(204);
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from audit_log where event = 'REMOTE_SIGN_IN_APPROVED' and user_id = '"
                                + alice.id() + "'"));
    }
}
