package dev.latchkey.recordings;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about API keys, and what a key and a session in one request do.
@OnBothDatabases(fresh = true)
class RecordedKeysTest {
    private record Key(String id, String value) {}

    private final Map<String, Key> keys = new HashMap<>();

    @Test
    void keysAsTheyLive(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en").browser();
        keys.put("admin", make(ada, "recorder", in(idp, 9)));
        keys.put("user", make(kim, "recorder", in(idp, 9)));
        keys.put("short", make(kim, "short", in(idp, 1)));
        for (var exchange : Recording.all("api_keys")) {
            if (exchange.name().equals("an expired key")) {
                idp.clock().advance(Duration.ofHours(2));
            }
            var answer = send(idp, exchange, exchange.as().equals("admin") ? ada : kim);
            if (answer.status() == 201) {
                keys.put(exchange.name(), key(answer));
            }
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("api_keys");
    }

    private Answer send(TestIdp idp, Recording exchange, Browser browser) {
        UnaryOperator<String> id = _ -> exchange.name().contains("unknown")
                ? UUID.randomUUID().toString()
                : about(exchange).id();
        var end = in(idp, exchange.name().contains("past") ? -1 : 5).toString();
        UnaryOperator<String> body = text -> text.replace("<rfc3339>", end);
        return switch (exchange.as()) {
            case "admin", "user" -> exchange.send(browser, id, body);
            case "anonymous" ->
                exchange.send(idp.backchannel().apiKey(about(exchange).value()), id, body);
            default ->
                exchange.send(
                        idp.backchannel()
                                .apiKey(named(exchange.as().split("'")[0]).value()),
                        id,
                        body);
        };
    }

    /// The key that a recorded exchange is about.
    private Key about(Recording exchange) {
        return switch (exchange.name()) {
            case "renew a live key", "revoke another's key", "revoke by itself" -> named("create");
            case "revoke", "revoke again" -> named("create without a description");
            default -> named("short");
        };
    }

    private Key named(String name) {
        var key = keys.get(name);
        if (key == null) {
            throw new AssertionError("no key " + name);
        }
        return key;
    }

    @Test
    void aSessionComesFirst(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var key = make(ada, "recorder", in(idp, 9)).value();
        Planted.person(idp, "kim", "Kim", "Example", "en");
        var program = idp.backchannel().apiKey(key);
        program.header("Cookie", "__Host-access_token=garbage")
                .get("/api/users/me")
                .expect(200);
        program.header("Cookie", "__Host-access_token=").get("/api/users/me").expect(200);
        var plain = program.header("Cookie", "__Host-access_token=planted-session-of-kim");
        plain.get("/api/users").refused(403, "forbidden");
        idp.database().execute("update users set disabled = true where username = 'kim'");
        plain.get("/api/users/me").refused(403, "user_disabled");
        idp.backchannel().apiKey("unknown").get("/api/users/me").refused(401, "not_signed_in");
    }

    private static Key make(Browser owner, String name, Instant expiresAt) {
        return key(owner.fetch("POST", "/api/api-keys", Map.of("name", name, "expiresAt", expiresAt.toString()))
                .expect(201));
    }

    private static Key key(Answer created) {
        return new Key(created.json().path("apiKey").path("id").stringValue(), created.member("token"));
    }

    private static Instant in(TestIdp idp, int hours) {
        return idp.clock().instant().plus(Duration.ofHours(hours));
    }
}
