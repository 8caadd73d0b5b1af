package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded refusals of whoever may not call a route, asks for what is not there, or sends nothing.
@OnBothDatabases(fresh = true)
class RecordedAccessTest {
    @Test
    void whoMayCallWhat(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en").browser();
        var end = idp.clock().instant().plus(Duration.ofHours(1));
        var key = admin.fetch("POST", "/api/api-keys", Map.of("name", "recorder", "expiresAt", end.toString()))
                .expect(201)
                .member("token");
        UnaryOperator<String> unknown = _ -> UUID.randomUUID().toString();
        UnaryOperator<String> same = UnaryOperator.identity();
        var exchanges = Recording.all("access");
        assertEquals(243, exchanges.size());
        for (var exchange : exchanges) {
            var answer = switch (exchange.as()) {
                case "admin" -> exchange.send(admin, unknown, same);
                case "user" -> exchange.send(kim, unknown, same);
                case "anonymous" -> exchange.send(idp.browser(), unknown, same);
                default -> exchange.send(idp.backchannel().apiKey(key), unknown, same);
            };
            exchange.check(answer, same);
        }
        Departures.allWereMet("access");
    }
}
