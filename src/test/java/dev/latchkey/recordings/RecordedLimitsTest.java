package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The recorded refusals of somebody who asks too often, after as many requests as were recorded.
@OnBothDatabases(fresh = true)
class RecordedLimitsTest {
    private static final Pattern AFTER = Pattern.compile(".*, refused after (\\d+)");
    private static final int FAR_TOO_MANY = 60;
    private static final Duration A_WHILE = Duration.ofMinutes(2);
    private static final String NEVER = "never refused";

    @Test
    void whoAsksTooOften(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        Planted.configure(admin, Map.of("emailOneTimeAccessAsUnauthenticatedEnabled", "true"));
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en").browser();
        var exchanges = Recording.all("limits");
        assertEquals(10, exchanges.size());
        for (var exchange : exchanges) {
            var after = AFTER.matcher(exchange.name());
            assertTrue(after.matches(), exchange.name());
            idp.clock().advance(A_WHILE); // so that what all routes together allow is not used up by those before
            var seen = count(exchange, kim);
            if (!seen.answered().equals(after.group(1))) {
                var difference = new Departures.Difference(
                        "limits/" + exchange.name(), "answered before", after.group(1), seen.answered());
                Departures.areForeseen(List.of(difference), seen.last());
            }
            if (!seen.answered().equals(NEVER)) {
                exchange.check(seen.last(), UnaryOperator.identity());
            }
        }
        Departures.allWereMet("limits");
    }

    /// @param answered how many requests were answered before one was refused
    private record Seen(String answered, Answer last) {}

    private static Seen count(Recording exchange, Browser kim) {
        for (int i = 0; ; i++) {
            var answer =
                    exchange.send(kim, name -> name.equals("id") ? "P0000000" : "QQQQQQ", UnaryOperator.identity());
            if (answer.status() == 429 || i == FAR_TOO_MANY) {
                return new Seen(i == FAR_TOO_MANY ? NEVER : Integer.toString(i), answer);
            }
        }
    }
}
