package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about an installation's first minutes, and about a session and a key in one request.
@OnBothDatabases(fresh = true)
class RecordedSetUpTest {
    private static final UnaryOperator<String> AS_IT_IS = UnaryOperator.identity();

    @Test
    void theFirstMinutes(TestIdp idp) {
        var admin = idp.browser();
        var device = SoftwareAuthenticator.at(idp.issuer()).synced().transports("internal", "hybrid");
        var options = "";
        var key = "";
        var exchanges = Recording.all("setup");
        assertEquals(25, exchanges.size());
        for (var exchange : exchanges) {
            if (exchange.method().equals("JWT")) {
                exchange.isNotSent();
                continue;
            }
            if (exchange.name().equals("the admin by API key")) {
                key = makeKey(idp, admin);
                Planted.person(idp, "kim", "Kim", "Example", "en");
            }
            var answer = exchange.name().equals("passkey registration")
                    ? admin.fetch(exchange.method(), exchange.template(), device.create(options))
                    : send(idp, exchange, admin, key);
            if (exchange.name().equals("passkey creation options")) {
                options = answer.text();
            }
            exchange.check(answer, json -> json.replace("\"localhost\"", "\"<host>\""));
        }
        Departures.allWereMet("setup");
    }

    private static String makeKey(TestIdp idp, Browser admin) {
        var end = idp.clock().instant().plus(Duration.ofHours(1));
        return admin.fetch("POST", "/api/api-keys", Map.of("name", "recorder", "expiresAt", end.toString()))
                .expect(201)
                .member("token");
    }

    private static Answer send(TestIdp idp, Recording exchange, Browser admin, String key) {
        if (exchange.as().equals("admin")) {
            return exchange.send(admin, AS_IT_IS, AS_IT_IS);
        }
        var program = idp.backchannel();
        var cookie = Person.SESSION_COOKIE + "=";
        var caller = switch (exchange.as()) {
            case "admin's API key" -> program.apiKey(key);
            case "unknown API key" -> program.apiKey("x".repeat(32));
            case "admin with an empty session cookie" -> program.header("Cookie", cookie);
            case "garbage cookie, API key" ->
                program.header("Cookie", cookie + "garbage").apiKey(key);
            case "user's cookie, admin's API key" ->
                program.header("Cookie", cookie + "planted-session-of-kim").apiKey(key);
            default -> program;
        };
        return exchange.request().path("headers").has("authorization")
                ? authorized(exchange, caller, admin)
                : exchange.send(caller, AS_IT_IS, AS_IT_IS);
    }

    /// With the session in a header, after the recorded word.
    private static Answer authorized(Recording exchange, Backchannel caller, Browser admin) {
        var session = admin.cookies().value(Person.SESSION_COOKIE).orElseThrow();
        var header = exchange.request().path("headers").path("authorization").stringValue();
        return caller.header("Authorization", header.replace("<jwt>", session))
                .send(exchange.method(), exchange.template());
    }
}
