package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about what lies around every route: headers, paths, methods, CORS, encodings, pages; and
/// those about versions and metadata.
@OnBothDatabases(fresh = true)
class RecordedTransportTest {
    private static final String SESSION = "__Host-access_token=planted-session-of-";

    @Test
    void aroundEveryRoute(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        idp.database().execute("update users set locale = null");
        Planted.withGroupsAndClaims(admin, kim.id());
        Planted.configure(
                admin,
                Map.of(
                        "appName", "Example ID",
                        "emailOneTimeAccessAsUnauthenticatedEnabled", "true",
                        "emailOneTimeAccessAsAdminEnabled", "true"));
        var logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
        admin.upload("PUT", "/api/application-images/logo", "logo.svg", logo.getBytes(StandardCharsets.UTF_8))
                .expect(204);
        var exchanges = Recording.all("transport");
        assertEquals(58, exchanges.size());
        for (var exchange : exchanges) {
            exchange.check(answer(idp, exchange), UnaryOperator.identity());
        }
        Departures.allWereMet("transport");
    }

    private static Answer answer(TestIdp idp, Recording exchange) {
        if (exchange.template().contains("%zz")) {
            try (var connection = idp.connection()) {
                return connection.send(exchange.method(), exchange.template(), List.of(), new byte[0]);
            }
        }
        return exchange.send(as(idp, exchange), name -> name, UnaryOperator.identity());
    }

    private static Backchannel as(TestIdp idp, Recording exchange) {
        var program = idp.backchannel();
        return switch (exchange.as()) {
            case "anonymous" -> program;
            case "admin" -> program.header("Cookie", SESSION + "ada");
            case "user" -> program.header("Cookie", SESSION + "kim");
            case "two cookies" -> program.header("Cookie", SESSION + "kim; __Host-access_token=garbage");
            default -> throw new AssertionError(exchange.as());
        };
    }

    @Test
    void versionsAndMetadata(TestIdp idp) {
        Planted.person(idp, "kim", "Kim", "Example", "en");
        var exchanges = Recording.all("version");
        assertEquals(7, exchanges.size());
        for (var exchange : exchanges) {
            exchange.check(answer(idp, exchange), UnaryOperator.identity());
        }
        Departures.allWereMet("version");
    }
}
