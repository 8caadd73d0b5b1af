package dev.latchkey.oidc.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Rotation, reuse and the grace for a lost answer (RFC 9700 §4.14.2).
@OnBothDatabases
class RefreshGrantTest {
    @Test
    void everyUseGivesANewTokenAndTheSameSignIn(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app);
        var second = app.tokens(app.refresh(first.refresh()));
        assertNotEquals(first.refresh(), second.refresh());
        assertEquals("openid profile email groups", second.answer().member("scope"));
        assertEquals(first.idClaims().path("auth_time"), second.idClaims().path("auth_time"));
        assertEquals(first.idClaims().path("sid"), second.idClaims().path("sid"));
        assertEquals(first.idClaims().path("amr"), second.idClaims().path("amr"));
        assertFalse(second.idClaims().has("nonce")); // N10
        assertNotEquals(first.idClaims().path("jti"), second.idClaims().path("jti"));
        given.userinfo(first.access()).expect(200); // a refresh does not kill the earlier access token
        given.userinfo(second.access()).expect(200);
    }

    @Test
    void aLostAnswerIsGivenAgain(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app).refresh();
        var second = app.tokens(app.refresh(first)).refresh();
        idp.clock().advance(Duration.ofSeconds(25));
        assertEquals(second, app.tokens(app.refresh(first)).refresh());
        app.refresh(second).expect(200);
    }

    @Test
    void theGraceIsOverOnceTheSuccessorWasUsed(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app);
        var second = app.tokens(app.refresh(first.refresh()));
        var third = app.tokens(app.refresh(second.refresh()));
        app.refresh(first.refresh()).oauthError(400, "invalid_grant");
        endedEverywhere(given, app, third);
    }

    @Test
    void aTokenUsedAgainLaterEndsItsWholeFamily(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app);
        var second = app.tokens(app.refresh(first.refresh()));
        idp.clock().advance(Duration.ofSeconds(31));
        app.refresh(first.refresh()).oauthError(400, "invalid_grant");
        endedEverywhere(given, app, second);
        app.refresh(first.refresh()).oauthError(400, "invalid_grant");
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from audit_log where event = 'REFRESH_TOKEN_REUSED' and client_id = '"
                                + app.id() + "'"));
    }

    @Test
    void anOldAncestorIsRecognisedToo(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app);
        var last = first;
        for (int i = 0; i < 4; i++) {
            last = app.tokens(app.refresh(last.refresh()));
        }
        app.refresh(first.refresh()).oauthError(400, "invalid_grant");
        endedEverywhere(given, app, last);
    }

    private static void endedEverywhere(Given given, Given.App app, Tokens tokens) {
        app.refresh(tokens.refresh()).oauthError(400, "invalid_grant");
        given.userinfo(tokens.access()).oauthError(401, "invalid_token");
        assertFalse(app.introspect(tokens.access()).json().path("active").booleanValue());
        assertFalse(app.introspect(tokens.refresh()).json().path("active").booleanValue());
    }

    @Test
    void thereIsNoGraceAfterTheGrantEnded(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app).refresh();
        app.refresh(first).expect(200);
        app.execute("update grants set ended_at = 1, end_reason = 'SIGNED_OUT' where client_id = '%s'");
        app.refresh(first).oauthError(400, "invalid_grant");
    }

    @Test
    void anotherClientLearnsNothingAndSpoilsNothing(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app).refresh();
        var second = app.tokens(app.refresh(first)).refresh();
        given.app().refresh(first).oauthError(400, "invalid_grant");
        given.app().refresh(second).oauthError(400, "invalid_grant");
        given.publicApp().refresh(second).oauthError(400, "invalid_grant");
        app.refresh(second).expect(200);
    }

    @Test
    void manyAtOnceGetTheVerySameSuccessorAndItStaysGood(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var token = given.tokens(app).refresh();
        for (int round = 0; round < 5; round++) {
            var presented = token;
            Set<String> successors = new HashSet<>();
            for (Answer answer : Together.run(16, _ -> app.refresh(presented))) {
                successors.add(app.tokens(answer).refresh());
            }
            assertEquals(1, successors.size());
            token = successors.iterator().next();
        }
        app.refresh(token).expect(200);
    }

    @Test
    void aNarrowedScopeDoesNotShrinkTheNext(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app).refresh();
        var narrowed =
                app.token(app.refreshment(first).and("scope", "openid email")).expect(200);
        assertEquals("openid email", narrowed.member("scope"));
        assertFalse(app.tokens(narrowed).idClaims().has("name"));
        var next = app.tokens(app.refresh(narrowed.member("refresh_token")));
        assertEquals("openid profile email groups", next.answer().member("scope"));
    }

    @Test
    void aWiderScopeIsRefusedAndUsesNothingUp(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app, given.person(), "openid profile").refresh();
        app.token(app.refreshment(first).and("scope", "openid email")).oauthError(400, "invalid_scope");
        var same = app.token(app.refreshment(first).and("scope", "openid profile custom"));
        assertEquals("openid profile", same.expect(200).member("scope"));
    }

    @Test
    void lifeIsTheClientsAndSlides(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        app.execute("update clients set refresh_token_minutes = 10 where id = '%s'");
        var token = given.tokens(app).refresh();
        for (int i = 0; i < 3; i++) {
            idp.clock().advance(Duration.ofMinutes(9));
            token = app.tokens(app.refresh(token)).refresh();
        }
        idp.clock().advance(Duration.ofMinutes(11));
        app.refresh(token).oauthError(400, "invalid_grant");
    }

    @Test
    void nonsenseIsRefused(TestIdp idp) {
        var app = new Given(idp).app();
        app.refresh("nonsense").oauthError(400, "invalid_grant");
        app.refresh("lk_rt_" + "A".repeat(43)).oauthError(400, "invalid_grant");
        app.refresh("").oauthError(400, "invalid_request");
    }

    @Test
    void whoIsDisabledOrLeftTheGroupIsRefusedUntilThatChanges(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        var group = given.restrict(app, person);
        var token = given.tokens(app, person, "openid").refresh();
        given.leave(group);
        app.refresh(token).oauthError(400, "invalid_grant");
        app.execute("update clients set group_restricted = false where id = '%s'");
        token = app.tokens(app.refresh(token)).refresh();
        given.disable(person);
        app.refresh(token).oauthError(400, "invalid_grant");
    }
}
