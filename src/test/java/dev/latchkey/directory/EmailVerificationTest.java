package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Showing that an address is one's own.
@OnBothDatabases
class EmailVerificationTest {
    private static final String SEND = "/api/users/me/send-email-verification";
    private static final String VERIFY = "/api/users/me/verify-email";

    private final MailServer mails = MailServer.plain();

    @BeforeEach
    void setUp(TestIdp idp) {
        idp.mailsThrough(mails, Map.of("appName", "Example ID"));
    }

    @AfterEach
    void stop() {
        mails.close();
    }

    private static Person unverified(TestIdp idp) {
        return idp.user("alice").with("emailVerified", false).withPasskey().create();
    }

    private String token(Person person) {
        person.calls("POST", SEND).expect(204);
        return mails.next().links().getFirst().replaceAll(".*token=", "");
    }

    private static boolean verified(Person person) {
        return person.calls("GET", "/api/users/me")
                .expect(200)
                .json()
                .path("emailVerified")
                .booleanValue();
    }

    @Test
    void askingForTheLinkChangesNothingOfTheAccount(TestIdp idp) {
        var alice = unverified(idp);
        var changed = "select updated_at from users where id = '" + alice.id() + "'";
        long before = idp.database().number(changed);
        idp.clock().advance(Duration.ofMinutes(1));
        alice.calls("POST", SEND).expect(204);
        assertEquals(before, idp.database().number(changed));
    }

    @Test
    void theLinkThatWasMailedVerifiesOnce(TestIdp idp) {
        var alice = unverified(idp);
        alice.calls("POST", SEND).expect(204);
        var mail = mails.next();
        assertEquals("Verify your Example ID email address", mail.subject());
        var link = mail.links().getFirst();
        assertTrue(link.matches("https://id\\.example\\.com/verify-email\\?token=[A-Za-z0-9]{32}"), link);
        var token = link.replaceAll(".*token=", "");
        alice.calls("POST", VERIFY, Map.of()).refused(400, "validation_failed");
        idp.admin().calls("POST", VERIFY, Map.of("token", token)).refused(400, "invalid_email_verification_token");
        idp.browser().fetch("POST", VERIFY, Map.of("token", token)).refused(401, "not_signed_in");
        alice.calls("POST", VERIFY, Map.of("token", token)).expect(204);
        assertTrue(verified(alice));
        alice.calls("POST", VERIFY, Map.of("token", token)).refused(400, "invalid_email_verification_token");
    }

    @Test
    void theLinkDoesNothingUntilItIsConfirmed(TestIdp idp) {
        var alice = unverified(idp);
        var token = token(alice);
        var page = alice.browser().get("/verify-email?token=" + token).expect(200);
        assertTrue(page.text().contains(alice.username() + "@example.com"), page.text());
        assertTrue(!verified(alice));
        assertEquals(
                "/settings/account?emailVerificationState=success",
                alice.browser()
                        .submit("/verify-email", Form.of("token", token))
                        .expect(303)
                        .location()
                        .toString());
        assertTrue(verified(alice));
        assertEquals(
                "/settings/account?emailVerificationState=invalid_email_verification_token",
                alice.browser()
                        .submit("/verify-email", Form.of("token", token))
                        .expect(303)
                        .location()
                        .toString());
    }

    @Test
    void aNewMailVoidsTheOneBefore(TestIdp idp) {
        var alice = unverified(idp);
        var first = token(alice);
        idp.clock().advance(Duration.ofMinutes(5));
        var second = token(alice);
        alice.calls("POST", VERIFY, Map.of("token", first)).refused(400, "invalid_email_verification_token");
        alice.calls("POST", VERIFY, Map.of("token", second)).expect(204);
    }

    @Test
    void afterAChangeOfAddressTheLinkIsWorthless(TestIdp idp) {
        var alice = unverified(idp);
        var token = token(alice);
        idp.database().execute("update users set email = 'other' || email where id = '" + alice.id() + "'");
        alice.calls("POST", VERIFY, Map.of("token", token)).refused(400, "invalid_email_verification_token");
        assertTrue(!verified(alice));
    }

    @Test
    void itExpiresAndTenGuessesVoidIt(TestIdp idp) {
        var alice = unverified(idp);
        var token = token(alice);
        for (int i = 0; i < 10; i++) {
            alice.calls("POST", VERIFY, Map.of("token", "x".repeat(32)))
                    .refused(400, "invalid_email_verification_token");
            idp.clock().advance(Duration.ofSeconds(11));
        }
        alice.calls("POST", VERIFY, Map.of("token", token)).refused(400, "invalid_email_verification_token");
        var bob = idp.user("bob").with("emailVerified", false).withPasskey().create();
        var late = token(bob);
        idp.clock().advance(Duration.ofHours(24));
        bob.calls("POST", VERIFY, Map.of("token", late)).refused(400, "invalid_email_verification_token");
    }

    @Test
    void requestsAreLimitedForEachPerson(TestIdp idp) {
        var alice = unverified(idp);
        token(alice);
        alice.calls("POST", SEND).refused(429, "rate_limited");
        for (int i = 0; i < 5; i++) {
            alice.calls("POST", VERIFY, Map.of("token", "wrong")).refused(400, "invalid_email_verification_token");
        }
        alice.calls("POST", VERIFY, Map.of("token", "wrong")).refused(429, "rate_limited");
    }

    @Test
    void withoutAnAddressOrAMailServerItSaysSo(TestIdp idp) {
        var alice = unverified(idp);
        idp.database().execute("update users set email = null, email_folded = null where id = '" + alice.id() + "'");
        alice.calls("POST", SEND).refused(409, "user_email_not_set");
        idp.settings(Map.of("smtpHost", ""));
        alice.calls("POST", SEND).refused(409, "mail_not_configured");
    }

    @Test
    void ofManyAtOnceOneIsTheFirst(TestIdp idp) {
        var alice = unverified(idp);
        var token = token(alice);
        var statuses = Together.run(
                4, _ -> alice.calls("POST", VERIFY, Map.of("token", token)).status());
        assertEquals(1, statuses.stream().filter(status -> status == 204).count());
    }
}
