package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges with an installation whose environment decides the settings, and which has a static key.
@OnBothDatabases(
        fresh = true,
        settings = {
            "UI_CONFIG_DISABLED=true",
            "SMTP_PASSWORD=never told to anybody",
            "STATIC_API_KEY=" + RecordedFixedTest.STATIC_KEY
        })
class RecordedFixedTest {
    static final String STATIC_KEY = "a-static-key-of-32-characters-00";

    @Test
    void theEnvironmentDecides(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var end = idp.clock().instant().plus(Duration.ofHours(1)).toString();
        var exchanges = Recording.all("fixed");
        assertEquals(7, exchanges.size());
        for (var exchange : exchanges) {
            UnaryOperator<String> same = UnaryOperator.identity();
            UnaryOperator<String> body = json -> json.replace("<rfc3339>", end);
            var answer = switch (exchange.as()) {
                case "admin" -> exchange.send(admin, same, body);
                case "static API key" -> exchange.send(idp.backchannel().apiKey(STATIC_KEY), same, body);
                default -> exchange.send(idp.backchannel(), same, body);
            };
            exchange.check(answer, same);
        }
        Departures.allWereMet("fixed");
    }
}
