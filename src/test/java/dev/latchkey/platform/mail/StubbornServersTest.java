package dev.latchkey.platform.mail;

import static dev.latchkey.platform.mail.Attempts.at;
import static dev.latchkey.platform.mail.Attempts.failed;
import static dev.latchkey.platform.mail.Attempts.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.mail.MailSettings.Encryption;
import dev.latchkey.testkit.StubbornMailServer;
import dev.latchkey.testkit.StubbornMailServer.Reaction;
import dev.latchkey.testkit.StubbornMailServer.Step;
import dev.latchkey.testkit.TestInternet;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Mail servers that do not do as they should. Each attempt ends in time, says what to do, and is tried again unless
/// the server said for good that it will never take the letter.
class StubbornServersTest {
    private static final Smtp.Patience SHORT =
            new Smtp.Patience(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1));

    private static final List<Step> STEPS =
            List.of(Step.GREETING, Step.EHLO, Step.MAIL, Step.RCPT, Step.DATA, Step.END);

    @TestFactory
    Stream<DynamicTest> oneThatSaysNothingMoreIsLeftAndTriedAgain() {
        return STEPS.stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> {
                    try (var server = new StubbornMailServer(step, new Reaction.Hangs())) {
                        var reason = again(server);
                        assertTrue(
                                reason.contains(connecting(step) ? "then said nothing" : "said nothing more"), reason);
                        assertTrue(reason.contains(connecting(step) ? "Port 465" : "Look at its log"), reason);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> oneThatNeverEndsItsAnswerIsLeftAndTriedAgain() {
        return STEPS.stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> {
                    try (var server = new StubbornMailServer(step, new Reaction.Drips())) {
                        var reason = again(server);
                        assertTrue(reason.contains("took longer than 1 seconds"), reason);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> oneThatHangsUpIsTriedAgain() {
        return STEPS.stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> {
                    try (var server = new StubbornMailServer(step, new Reaction.HangsUp())) {
                        var reason = again(server);
                        assertTrue(
                                reason.contains(connecting(step) ? "ended the connection" : "broke off in the middle"),
                                reason);
                    }
                }));
    }

    /// RFC 5321 §4.2.1: a transient failure.
    @TestFactory
    Stream<DynamicTest> oneThatIsBusyIsTriedAgain() {
        return STEPS.stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> {
                    try (var server = new StubbornMailServer(step, new Reaction.Says("451 4.3.2 come back later"))) {
                        again(server);
                    }
                }));
    }

    /// RFC 5321 §4.2.1: a permanent failure. Before the letter itself is known, the settings may be to blame.
    @TestFactory
    Stream<DynamicTest> oneThatRefusesForGoodIsNotTriedAgainIfItIsAboutTheLetter() {
        return STEPS.stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> {
                    try (var server = new StubbornMailServer(step, new Reaction.Says("554 5.6.0 no"))) {
                        var delivery = send(server);
                        if (step == Step.DATA || step == Step.END) {
                            var refused = assertInstanceOf(Delivery.Refused.class, delivery);
                            assertTrue(
                                    refused.reason().contains("does not take this letter: 554 5.6.0 no"),
                                    refused.reason());
                        } else {
                            assertInstanceOf(Delivery.Failed.class, delivery);
                        }
                    }
                }));
    }

    @Test
    void aMailboxThatIsNotThereIsToldFromOneThatMayBeOpenLater() {
        for (var gone : List.of("550 no such user", "550 5.1.1 unknown", "551 moved", "553 what", "550 5.2.1 closed")) {
            assertInstanceOf(Delivery.Refused.class, answering(Step.RCPT, gone), gone);
        }
        for (var here : List.of("552 5.2.2 full", "550 5.7.1 relaying denied", "554 5.7.1 relay access denied")) {
            var reason = assertInstanceOf(Delivery.Failed.class, answering(Step.RCPT, here), here)
                    .reason();
            assertTrue(reason.contains(here), reason);
        }
    }

    @Test
    void aSenderThatTheServerDoesNotTakeIsNamed() {
        var reason = assertInstanceOf(Delivery.Failed.class, answering(Step.MAIL, "553 5.7.1 not yours"))
                .reason();
        assertTrue(reason.contains("takes no mail from id@example.com: 553 5.7.1 not yours"), reason);
    }

    @Test
    void oneThatLetsNobodyInIsQuoted() {
        var reason = assertInstanceOf(Delivery.Failed.class, answering(Step.GREETING, "554 5.7.1 listed as a nuisance"))
                .reason();
        assertTrue(reason.endsWith("does not let this machine in: 554 5.7.1 listed as a nuisance"), reason);
    }

    /// Something in between may take `STARTTLS` away from what the server offers (RFC 3207 §6).
    @Test
    void withoutStartTlsNothingIsSaid() {
        try (var server = new StubbornMailServer(Step.EHLO, new Reaction.Says("250-mail.test\r\n250 HELP"))) {
            var reason = failed(settings(server, Encryption.STARTTLS));
            assertTrue(reason.contains("offers no STARTTLS"), reason);
            assertFalse(server.heard().contains("MAIL"), server.heard().toString());
        }
    }

    @Test
    void oneThatIsAwayIsNamed() throws IOException {
        int port;
        try (var nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        var settings =
                new MailSettings("localhost", Integer.toString(port), "id@example.com", "", "", Encryption.NONE, false);
        assertEquals(
                "localhost:" + port + " does not answer. Check host and port, and that no firewall is in between",
                failed(settings));
        assertEquals(
                "There is no server mail.invalid. Check how its name is written", failed(at(settings, "mail.invalid")));
    }

    private static boolean connecting(Step step) {
        return step == Step.GREETING || step == Step.EHLO;
    }

    private static Delivery answering(Step step, String answer) {
        try (var server = new StubbornMailServer(step, new Reaction.Says(answer))) {
            return send(server);
        }
    }

    /// Tried again, and ended in time.
    private static String again(StubbornMailServer server) {
        var started = Instant.now();
        var reason = assertInstanceOf(Delivery.Failed.class, send(server)).reason();
        var took = Duration.between(started, Instant.now());
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took.toString());
        assertTrue(reason.startsWith("localhost:" + server.port()), reason);
        return reason;
    }

    private static Delivery send(StubbornMailServer server) {
        return new Smtp("id.example.com", TestInternet::usualTrust, SHORT)
                .send(settings(server, Encryption.NONE), message());
    }

    private static MailSettings settings(StubbornMailServer server, Encryption encryption) {
        return new MailSettings(
                "localhost", Integer.toString(server.port()), "id@example.com", "", "", encryption, false);
    }
}
