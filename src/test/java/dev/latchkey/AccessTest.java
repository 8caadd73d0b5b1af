package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.http.Route;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every route that is mounted, asked by those who may not call it.
@OnBothDatabases
class AccessTest {
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    @TestFactory
    Stream<DynamicTest> whoIsNotSignedInIsTurnedAway(TestIdp idp) {
        return routes(idp, Routes.Access.SIGNED_IN, Routes.Access.ADMINISTRATOR)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    if (!api(route) && route.method().equals("GET")) {
                        var answer = idp.browser().get(path(route)).expect(303);
                        assertTrue(answer.location().toString().startsWith("/login?redirect="), answer.toString());
                    } else if (api(route)) {
                        idp.browser().fetch(route.method(), path(route)).refused(401, "not_signed_in");
                    } else {
                        idp.browser().submit(path(route), Form.of()).expect(401);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whoIsNoAdministratorIsTurnedAway(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        return routes(idp, Routes.Access.ADMINISTRATOR)
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> alice.calls(route.method(), path(route)).refused(403, "forbidden")));
    }

    @TestFactory
    Stream<DynamicTest> whoIsSentByAnotherSiteIsTurnedAway(TestIdp idp) {
        var admin = idp.admin();
        return idp.routes().stream()
                .filter(route -> !SAFE.contains(route.method()) && !route.crossSite())
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> admin.browser()
                                .sentBy("https://evil.example", route.method(), path(route))
                                .expect(403)));
    }

    private static Stream<Route> routes(TestIdp idp, Routes.Access... access) {
        var wanted = Set.of(access);
        return idp.routes().stream().filter(route -> wanted.contains(route.access()));
    }

    private static boolean api(Route route) {
        return route.path().startsWith("/api/") || route.path().startsWith("/.well-known/");
    }

    private static String path(Route route) {
        return route.path().replaceAll("\\{\\w+}", "x");
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
