package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about login codes and verification, with the mails that they caused.
@OnBothDatabases(fresh = true, settings = "DISABLE_RATE_LIMITING=true")
class RecordedMailTest {
    private final MailServer mails = MailServer.plain();
    private final Map<String, String> codes = new HashMap<>();

    @AfterEach
    void stop() {
        mails.close();
    }

    private void configure(Browser admin, Map<String, String> changes) {
        var wanted = new HashMap<String, String>();
        wanted.putAll(Map.of(
                "appName",
                "Example ID",
                "smtpHost",
                "localhost",
                "smtpPort",
                "" + mails.port(),
                "smtpFrom",
                "id@example.com"));
        wanted.putAll(changes);
        Planted.configure(admin, wanted);
    }

    @Test
    void loginCodes(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        var visitor = idp.browser();
        configure(admin, Map.of());
        var latest = "";
        for (var exchange : Recording.all("login_codes")) {
            switch (exchange.name()) {
                case "mail a code to an unknown address" ->
                    configure(
                            admin,
                            Map.of(
                                    "emailOneTimeAccessAsUnauthenticatedEnabled",
                                    "true",
                                    "emailOneTimeAccessAsAdminEnabled",
                                    "true"));
                case "use for a disabled user" -> latest = disabledCode(idp, admin, kim);
                case "mail a code while disabled" -> idp.database().execute("update users set disabled = false");
                case "mail a code to a user without address" ->
                    idp.database().execute("update users set email = null, email_folded = null where username = 'kim'");
                default -> {}
            }
            if (exchange.method().equals("SMTP")) {
                latest = mailed(idp, exchange);
                continue;
            }
            if (exchange.method().equals("JWT")) {
                exchange.isNotSent();
                continue;
            }
            var code = latest;
            var browser = switch (exchange.as()) {
                case "admin" -> admin;
                case "user" -> kim.browser();
                case "visitor" -> exchange.name().contains("another browser") ? idp.browser() : visitor;
                default -> idp.browser();
            };
            var answer = exchange.send(
                    browser,
                    parameter -> parameter.equals("token")
                            ? typed(exchange.name(), code)
                            : exchange.name().contains("unknown")
                                    ? UUID.randomUUID().toString()
                                    : kim.id(),
                    UnaryOperator.identity());
            exchange.check(answer, UnaryOperator.identity());
            latest = answer.status() == 201 && exchange.name().equals("make with seconds")
                    ? answer.member("token")
                    : latest;
        }
        Departures.allWereMet("login_codes");
    }

    private static String typed(String exchange, String code) {
        return switch (exchange) {
            case "use of an unknown code" -> "zzzzzz";
            case "use in the wrong case" ->
                code.chars()
                        .mapToObj(c -> String.valueOf((char)
                                (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))))
                        .collect(Collectors.joining());
            default -> code;
        };
    }

    private static String disabledCode(TestIdp idp, Browser admin, Planted kim) {
        var code = admin.fetch("POST", "/api/users/" + kim.id() + "/one-time-access-token", Map.of())
                .expect(201)
                .member("token");
        idp.database().execute("update users set disabled = true where username = 'kim'");
        return code;
    }

    /// Holds the next mail against the recorded one.
    ///
    /// @return the code or token in its first link
    private String mailed(TestIdp idp, Recording exchange) {
        var wanted = exchange.response().path("json");
        if (wanted.has("message")) {
            mails.nothingComes();
            return "";
        }
        var mail = mails.next();
        assertEquals(wanted.path("subject").stringValue(), mail.subject());
        assertEquals(wanted.path("from").stringValue(), mail.from());
        assertEquals(wanted.path("to").stringValue(), mail.to());
        assertEquals(wanted.path("type").stringValue(), mail.types().getFirst());
        assertEquals(
                wanted.path("parts")
                        .valueStream()
                        .map(part -> part.stringValue())
                        .toList(),
                mail.types().subList(1, mail.types().size()));
        var code = mail.links().stream()
                .map(link -> link.replaceAll(".*(/lc/|token=)([A-Za-z0-9]+).*", "$2"))
                .findFirst()
                .orElse("");
        assertEquals(
                links(
                        wanted.path("links")
                                .valueStream()
                                .map(link -> link.stringValue())
                                .toList(),
                        idp,
                        code),
                Set.copyOf(ours(idp, mail)));
        return code;
    }

    private static Set<String> links(List<String> recorded, TestIdp idp, String code) {
        return recorded.stream()
                .map(link -> link.replace("<base>", idp.issuer())
                        .replace("<code>", code)
                        .replace("<verification-token>", code))
                .collect(Collectors.toSet());
    }

    /// The account page, where a session can be ended, is a link that only ours has.
    private static List<String> ours(TestIdp idp, MailServer.Mail mail) {
        return mail.links().stream()
                .filter(link -> !link.equals(idp.issuer() + "/settings/account"))
                .toList();
    }

    @Test
    void emailVerification(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var kim = idp.browser();
        configure(admin, Map.of());
        var id = admin.fetch(
                        "POST",
                        "/api/users",
                        Map.of(
                                "username",
                                "kim",
                                "email",
                                "kim@example.com",
                                "firstName",
                                "Kim",
                                "lastName",
                                "Example",
                                "displayName",
                                "Kim Example",
                                "locale",
                                "en"))
                .expect(201)
                .member("id");
        Planted.withGroupsAndClaims(admin, id);
        signIn(admin, kim, id).expect(200);
        for (var exchange : Recording.all("email_verification")) {
            if (exchange.method().equals("SMTP")) {
                if (exchange.template().equals("login-notification")) {
                    configure(admin, Map.of("emailLoginNotificationEnabled", "true"));
                    boolean known = exchange.name().contains("known");
                    signIn(admin, known ? kim : idp.browser(), id).expect(200);
                }
                codes.put("token", mailed(idp, exchange));
                continue;
            }
            var answer = exchange.send(
                    exchange.as().equals("admin") ? admin : kim,
                    _ -> id,
                    body -> body.replace("<verification-token>", codes.getOrDefault("token", ""))
                            .replace("<random:32>", "x".repeat(32)));
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("email_verification");
        assertTrue(codes.containsKey("token"));
    }

    private static Answer signIn(Browser admin, Browser in, String id) {
        var code = admin.fetch("POST", "/api/users/" + id + "/one-time-access-token", Map.of())
                .expect(201)
                .member("token");
        return in.fetch("POST", "/api/one-time-access-token/" + code);
    }
}
