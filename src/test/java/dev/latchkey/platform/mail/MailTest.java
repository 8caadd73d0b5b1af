package dev.latchkey.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Authority;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.StubbornMailServer;
import dev.latchkey.testkit.StubbornMailServer.Reaction;
import dev.latchkey.testkit.StubbornMailServer.Step;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Mail as the whole server sends it: at once when asked for a test, and through the queue otherwise.
@OnBothDatabases(fresh = true)
class MailTest {
    private static final String TEST = "/api/application-configuration/test-email";

    @Test
    void withoutAServerNoTestMailIsSent(TestIdp idp) {
        idp.admin().calls("POST", TEST).refused(409, "mail_not_sent");
    }

    @Test
    void aTestMailIsSentWhileOneWaits(TestIdp idp) {
        try (var server = MailServer.plain()) {
            idp.mailsThrough(server, Map.of("appName", "Example ID"));
            idp.admin().calls("POST", TEST).expect(204);
            var mail = server.next();
            assertEquals("Test email", mail.subject());
            assertEquals("Example ID <id@example.com>", mail.from());
            assertEquals("Ada Root <root@example.com>", mail.to());
            assertEquals(List.of(), mail.links());
            assertEquals("<", mail.header("Message-ID").substring(0, 1));
            assertTrue(mail.header("Message-ID").endsWith("@id.example.com>"));
        }
    }

    @Test
    void aTestThatFailsSaysWhy(TestIdp idp) {
        idp.admin().calls("POST", TEST).refused(409, "mail_not_sent");
        try (var server = MailServer.plain()) {
            idp.mailsThrough(server, Map.of("smtpTls", "starttls"));
            assertTrue(idp.admin()
                    .calls("POST", TEST)
                    .refused(409, "mail_not_sent")
                    .member("error")
                    .contains("STARTTLS"));
        }
        idp.database().execute("update users set email = null, email_folded = null");
        idp.admin().calls("POST", TEST).refused(409, "user_email_not_set");
    }

    @Test
    void aServerThatIsAwayLosesNothingAndDelaysNobody(TestIdp idp) {
        var alice = idp.user("alice").create();
        int port;
        try (var gone = MailServer.plain()) {
            port = gone.port();
            idp.mailsThrough(gone, Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
        }
        mailsCode(idp, alice);
        var waiting = eventually(idp, queue -> !queue.member("lastError").isEmpty());
        assertEquals(1, waiting.json().path("waiting").intValue());
        assertTrue(waiting.member("lastError").startsWith("localhost:" + port + " does not answer."), waiting.text());
        try (var back = MailServer.plain(port)) {
            idp.admin().calls("POST", TEST).expect(204);
            var subjects = List.of(back.next().subject(), back.next().subject());
            assertEquals(List.of("Test email", "Login Code"), subjects);
            eventually(idp, queue -> queue.json().path("waiting").intValue() == 0);
        }
    }

    @Test
    void aServerThatHangsLosesNothingAndDelaysNobody(TestIdp idp) {
        var alice = idp.user("alice").create();
        int port;
        try (var hanging = new StubbornMailServer(Step.END, new Reaction.Hangs())) {
            port = hanging.port();
            mailsThrough(idp, hanging);
            var started = Instant.now();
            mailsCode(idp, alice);
            hanging.reached();
            var queue = idp.admin().calls("GET", "/api/mail").expect(200);
            assertEquals(1, queue.json().path("waiting").intValue());
            var took = Duration.between(started, Instant.now());
            assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took.toString());
        }
        var broken = eventually(idp, queue -> !queue.member("lastError").isEmpty());
        assertTrue(broken.member("lastError").contains("in the middle of a letter"), broken.text());
        try (var back = MailServer.plain(port)) {
            idp.admin().calls("POST", "/api/mail/retry").expect(200);
            assertEquals("Login Code", back.next().subject());
            eventually(idp, queue -> queue.json().path("waiting").intValue() == 0);
        }
    }

    @Test
    void aLetterThatTheServerRefusesForGoodIsGivenUpAndABusyServerIsTriedAgain(TestIdp idp) {
        var alice = idp.user("alice").create();
        try (var busy = new StubbornMailServer(Step.END, new Reaction.Says("451 4.3.2 come back later"))) {
            mailsThrough(idp, busy);
            mailsCode(idp, alice);
            var queue = eventually(idp, answer -> answer.member("lastError").contains("451 4.3.2 come back later"));
            assertEquals(1, queue.json().path("waiting").intValue());
            assertEquals(0, queue.json().path("givenUp").intValue());
        }
        try (var strict = new StubbornMailServer(Step.END, new Reaction.Says("554 5.6.0 not this"))) {
            mailsThrough(idp, strict);
            idp.admin().calls("POST", "/api/mail/retry").expect(200);
            var queue = eventually(idp, answer -> answer.member("lastError").contains("554 5.6.0 not this"));
            assertEquals(0, queue.json().path("waiting").intValue());
            assertEquals(1, queue.json().path("givenUp").intValue());
        }
    }

    /// An authority that the installation trusts besides those that everybody does.
    @Test
    void anAuthorityOfOnesOwnCounts(TestIdp idp) {
        try (var house = new Authority();
                var server = MailServer.tls(house.certifies("localhost"))) {
            idp.mailsThrough(server, Map.of("smtpTls", "tls"));
            var refused = idp.admin().calls("POST", TEST).refused(409, "mail_not_sent");
            assertTrue(refused.member("error").contains("SSL_CERT_FILE"), refused.text());
            idp.internet().trust(house.trusting());
            idp.admin().calls("POST", TEST).expect(204);
            assertEquals("Test email", server.next().subject());
        }
    }

    @Test
    void aMailboxThatDoesNotExistIsGivenUp(TestIdp idp) {
        var nobody = idp.user("alice").with("email", "nobody@example.com").create();
        try (var server = MailServer.plain()) {
            idp.mailsThrough(server, Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
            mailsCode(idp, nobody);
            var queue = eventually(idp, answer -> answer.json().path("givenUp").intValue() == 1);
            assertEquals(0, queue.json().path("waiting").intValue());
            assertTrue(queue.member("lastError").contains("550"), queue.text());
        }
    }

    @Test
    void theQueueIsForAdministrators(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.calls("GET", "/api/mail").refused(403, "forbidden");
        alice.calls("POST", "/api/mail/retry").refused(403, "forbidden");
        alice.calls("POST", TEST).refused(403, "forbidden");
        assertEquals(
                0,
                idp.admin()
                        .calls("POST", "/api/mail/retry")
                        .expect(200)
                        .json()
                        .path("tried")
                        .intValue());
    }

    @Test
    void aLetterIsTheSameInTextAndHtmlAndSurvivesStorage() {
        var letter = Letter.to(
                        new Recipient("Kim <b>", "kim@example.com", java.util.Optional.empty()),
                        "ar",
                        "Subject",
                        "Hello Kim <b>,")
                .says("One & two.")
                .code("aB3xK9")
                .button("Go", "https://id.example.com/lc/aB3xK9?redirect=%2F")
                .fact("Address", "192.0.2.1")
                .note("The end.");
        assertEquals(letter, Letter.read(letter.written()));
        assertEquals("rtl", letter.direction());
        assertEquals("Letter[Subject]", letter.toString());
        assertEquals("""
                Hello Kim <b>,

                One & two.

                    aB3xK9

                Go:
                https://id.example.com/lc/aB3xK9?redirect=%2F

                Address: 192.0.2.1

                The end.
                """, letter.text());
    }

    private static void mailsThrough(TestIdp idp, StubbornMailServer server) {
        idp.settings(Map.of(
                "smtpHost",
                "localhost",
                "smtpPort",
                Integer.toString(server.port()),
                "smtpFrom",
                "id@example.com",
                "emailOneTimeAccessAsAdminEnabled",
                "true"));
    }

    private static void mailsCode(TestIdp idp, Person person) {
        idp.admin()
                .calls("POST", "/api/users/" + person.id() + "/one-time-access-email", Map.of("ttl", "24h"))
                .expect(204);
    }

    private static Answer eventually(TestIdp idp, Predicate<Answer> holds) {
        for (int i = 0; i < 100; i++) {
            var queue = idp.admin().calls("GET", "/api/mail").expect(200);
            if (holds.test(queue)) {
                return queue;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("the queue did not come to that within ten seconds");
    }
}
