package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about people, groups, claims and apps, in the recorded order.
@OnBothDatabases(fresh = true)
class RecordedExchangesTest {
    /// [RecordedPreviewTest] has these.
    private static final String PREVIEW = "/api/oidc/clients/{id}/preview/{userId}";

    private static final UUID APPLE = UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd");

    private final Map<String, String> ids = new HashMap<>();

    @Test
    void people(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin");
        var kim = Planted.person(idp, "kim", "Kim", "Example", "de");
        ids.put("max", UUID.randomUUID().toString());
        var apple = SoftwareAuthenticator.at(idp.issuer()).model(APPLE).transports("usb");
        Person.addsPasskey(kim.browser(), apple).expect(200);
        ids.put("kim", kim.id());
        for (var exchange : here("users")) {
            var answer = exchange.send(
                    exchange.as().equals("user") ? kim.browser() : admin.browser(),
                    _ -> id(exchange, exchange.template().endsWith("credentials") ? "kim" : "lee"),
                    body -> body.replace("<uuid>", ids.get("max")));
            remember(answer, "username");
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("users");
    }

    @Test
    void groups(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin");
        ids.put("kim", Planted.person(idp, "kim", "Kim", "Example", "en").id());
        group(admin.browser(), "staff", "Staff", List.of());
        for (var exchange : here("groups")) {
            var subject = exchange.template().startsWith("/api/users/")
                    ? "kim"
                    : exchange.name().equals("delete") ? "FAMILY" : "family";
            var answer = exchange.send(
                    admin.browser(),
                    _ -> id(exchange, subject),
                    body -> exchange.name().equals("set members")
                            ? "{\"userIds\": [\"%s\", \"nobody\"]}".formatted(ids.get("kim"))
                            : body.replaceFirst("<uuid>", ids.getOrDefault("family", ""))
                                    .replaceFirst("<uuid>", ids.getOrDefault("staff", "")));
            remember(answer, "name");
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("groups");
    }

    @Test
    void claims(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin");
        ids.put("kim", Planted.person(idp, "kim", "Kim", "Example", "en").id());
        group(admin.browser(), "family", "Family", List.of("kim"));
        group(admin.browser(), "staff", "Staff", List.of("kim"));
        for (var exchange : here("claims")) {
            var subject = exchange.template().contains("group") ? "family" : "kim";
            var answer = exchange.send(admin.browser(), _ -> id(exchange, subject), UnaryOperator.identity());
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("claims");
    }

    @Test
    void apps(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        ids.put("kim", kim.id());
        ids.put("ola", Planted.person(idp, "ola", "", "", "en").id());
        idp.database().execute("update users set email_verified = true where username = 'kim'", """
                update users set locale = null, display_name = '' where username = 'ola'
                """);
        group(admin, "staff", "Staff", List.of("kim", "ola"));
        for (var exchange : here("clients")) {
            prepareApps(exchange, admin, idp);
            var answer = exchange.send(
                    switch (exchange.as()) {
                        case "admin" -> admin;
                        case "user" -> kim.browser();
                        default -> idp.browser();
                    },
                    parameter -> id(exchange, parameter.equals("secretId") ? "secret" : "staff"),
                    body -> secretBody(exchange, body, idp).replace("<uuid>", ids.getOrDefault("staff", "")));
            if (answer.status() == 201 && !answer.member("secret").isEmpty()) {
                ids.put("secret", answer.member("id"));
            }
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("clients");
    }

    private void prepareApps(Recording exchange, Browser admin, TestIdp idp) {
        switch (exchange.name()) {
            case "get" -> {
                admin.fetch("POST", "/api/oidc/clients", Map.of("id", "logo-app", "name", "Logo"))
                        .expect(201);
                var wild = Map.of(
                        "id",
                        "wild-app",
                        "name",
                        "Wild",
                        "callbackURLs",
                        List.of("https://*.example.net:*/**"),
                        "accessTokenDurationMinutes",
                        5,
                        "refreshTokenDurationMinutes",
                        60);
                admin.fetch("POST", "/api/oidc/clients", wild).expect(201);
            }
            case "list secrets" -> idp.clock().advance(Duration.ofHours(2));
            case "the 20th secret" -> {
                for (int i = 0; i < 19; i++) {
                    admin.fetch("POST", "/api/oidc/clients/logo-app/secrets").expect(201);
                }
            }
            default -> {}
        }
    }

    private static String secretBody(Recording exchange, String body, TestIdp idp) {
        long hours = exchange.name().contains("expired") ? -1 : 1;
        return body.replace("<random:21>", "correct horse battery")
                .replace("<random:5>", "short")
                .replace("<random:16>", "naïve password 1")
                .replace(
                        "<rfc3339>",
                        idp.clock().instant().plus(Duration.ofHours(hours)).toString());
    }

    @Test
    void configuration(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        try (var mails = MailServer.plain()) {
            var all = here("configuration");
            for (var exchange : all) {
                if (exchange.template().equals("test-email")) {
                    received(exchange, mails.next());
                    continue;
                }
                if (exchange.name().equals("test mail")) {
                    // A mail server was set up in between, which was not recorded.
                    all.get(4).send(admin, _ -> "", UnaryOperator.identity()).expect(200);
                    var port = Integer.toString(mails.port());
                    Planted.configure(
                            admin, Map.of("smtpHost", "localhost", "smtpPort", port, "smtpFrom", "id@example.com"));
                }
                var answer = exchange.send(
                        exchange.as().equals("admin") ? admin : idp.browser(), _ -> "", UnaryOperator.identity());
                exchange.check(answer, UnaryOperator.identity());
            }
        }
        Departures.allWereMet("configuration");
    }

    private static void received(Recording exchange, MailServer.Mail mail) {
        var wanted = exchange.response().path("json");
        assertEquals(wanted.path("subject").stringValue(), mail.subject());
        assertEquals(wanted.path("from").stringValue(), mail.from());
        assertEquals(wanted.path("to").stringValue(), mail.to());
        var types = new ArrayList<>(List.of(wanted.path("type").stringValue()));
        wanted.path("parts").forEach(part -> types.add(part.stringValue()));
        assertEquals(types, mail.types());
    }

    @Test
    void applicationImages(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        for (var exchange : here("images")) {
            var answer = exchange.send(
                    exchange.as().equals("admin") ? admin : idp.browser(), _ -> "", UnaryOperator.identity());
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("images");
    }

    private static List<Recording> here(String area) {
        return Recording.all(area).stream()
                .filter(exchange -> !exchange.template().equals(PREVIEW))
                .toList();
    }

    /// Whom an exchange is about: nobody at all where it says so.
    private String id(Recording exchange, String subject) {
        return exchange.name().contains("unknown") || exchange.name().contains("nope")
                ? UUID.randomUUID().toString()
                : ids.getOrDefault(subject, "nobody");
    }

    private void remember(Answer answer, String property) {
        if (answer.status() == 201) {
            ids.put(answer.member(property), answer.member("id"));
        }
    }

    private void group(Browser admin, String name, String friendlyName, List<String> members) {
        var created = admin.fetch("POST", "/api/user-groups", Map.of("name", name, "friendlyName", friendlyName));
        ids.put(name, created.expect(201).member("id"));
        admin.fetch(
                        "PUT",
                        "/api/user-groups/" + ids.get(name) + "/users",
                        Map.of("userIds", members.stream().map(ids::get).toList()))
                .expect(200);
    }
}
