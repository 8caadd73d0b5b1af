package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about pictures of people, in the recorded order.
@OnBothDatabases(fresh = true)
class RecordedPicturesTest {
    @Test
    void picturesOfPeople(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        var exchanges = Recording.all("pictures");
        assertEquals(17, exchanges.size());
        for (var exchange : exchanges) {
            var browser = switch (exchange.as()) {
                case "admin" -> admin;
                case "user" -> kim.browser();
                default -> idp.browser();
            };
            boolean nobody = exchange.name().contains("unknown");
            var answer = exchange.send(
                    browser, _ -> nobody ? UUID.randomUUID().toString() : kim.id(), UnaryOperator.identity());
            exchange.check(answer, UnaryOperator.identity());
        }
        Departures.allWereMet("pictures");
    }
}
