package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.platform.db.DbTooSlow;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How each route of the API puts what is not about the request: a bug, a database that is away or takes too long, too
/// many requests.
@OnBothDatabases
class EveryRouteFailsTest {
    private static final int BURST = 300;

    private static final class Bug extends RuntimeException {
        private static final long serialVersionUID = 1;

        Bug() {
            super("what nobody should read", null, false, false);
        }
    }

    @Test
    void aBugIsNotTold(TestIdp idp) {
        try (var failing = idp.failing(Bug::new)) {
            for (var route : routes(idp)) {
                var answer =
                        failing.send("10.1.1.1", route.method(), path(route)).expect(500);
                assertEquals(told(route, "internal_error", "server_error"), code(answer), answer.toString());
                assertFalse(answer.text().contains("nobody should read"), answer.toString());
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayIsBackSoon(TestIdp idp) {
        try (var failing = idp.failing(() -> new DbUnavailable("away", new IOException()))) {
            for (var route : routes(idp)) {
                var answer =
                        failing.send("10.1.1.1", route.method(), path(route)).expect(503);
                assertEquals(told(route, "unavailable", "temporarily_unavailable"), code(answer), answer.toString());
                assertEquals("5", answer.header("Retry-After").orElse(""), answer.toString());
            }
        }
    }

    @Test
    void whatTheDatabaseGaveUpIsToldToAskForLess(TestIdp idp) {
        try (var failing = idp.failing(() -> new DbTooSlow(new IOException()))) {
            for (var route : routes(idp)) {
                var answer =
                        failing.send("10.1.1.1", route.method(), path(route)).expect(503);
                assertEquals(told(route, "query_too_slow", "temporarily_unavailable"), code(answer), answer.toString());
            }
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack(TestIdp idp) {
        try (var failing = idp.failing(Bug::new)) {
            for (int i = 0; i < BURST; i++) {
                failing.send("10.1.1.2", "GET", "/api/openapi.json").expect(500);
            }
            for (var route : routes(idp)) {
                var answer =
                        failing.send("10.1.1.2", route.method(), path(route)).expect(429);
                assertEquals(told(route, "rate_limited", "temporarily_unavailable"), code(answer), answer.toString());
                assertEquals("1", answer.header("Retry-After").orElse(""), answer.toString());
            }
        }
    }

    private static List<Route> routes(TestIdp idp) {
        return idp.routes().stream().filter(Route::api).toList();
    }

    private static String path(Route route) {
        return route.path().replaceAll("\\{\\w+}", "x");
    }

    private static String told(Route route, String rest, String oauth) {
        return route.refusals() == null ? rest : oauth;
    }

    private static String code(Answer answer) {
        return answer.json().has("code") ? answer.member("code") : answer.member("error");
    }
}
