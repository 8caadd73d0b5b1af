package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.http.Route;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.http.Scope;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
        return routes(idp, Routes.Access.SESSION, Routes.Access.SIGNED_IN, Routes.Access.ADMINISTRATOR)
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
    Stream<DynamicTest> aKeyIsTurnedAwayWhereAPersonIsMeant(TestIdp idp) {
        var program = idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of()));
        return routes(idp, Routes.Access.SESSION)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    var answer = program.send(route.method(), path(route));
                    if (api(route)) {
                        answer.refused(403, "api_key_auth_not_allowed");
                    } else {
                        answer.expect(403);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aKeyWithEveryScopeButTheRightOneIsTurnedAway(TestIdp idp) {
        var keys = new EnumMap<Scope, Backchannel>(Scope.class);
        for (var scope : Scope.values()) {
            var others = Stream.of(Scope.values())
                    .filter(other -> other != scope)
                    .map(Scope::spelling)
                    .toList();
            keys.put(scope, idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of("scopes", others))));
        }
        return routes(idp, Routes.Access.ADMINISTRATOR).map(route -> {
            var scope = route.scope().orElseThrow(() -> new AssertionError(name(route) + " belongs to no area"));
            boolean reads = SAFE.contains(route.method());
            assertEquals(reads ? "read" : "write", scope.spelling().split(":")[1], name(route));
            return DynamicTest.dynamicTest(
                    name(route),
                    () -> keys.get(scope).send(route.method(), path(route)).refused(403, "api_key_scope_missing"));
        });
    }

    @TestFactory
    Stream<DynamicTest> aKeyWithTheRightScopeAloneIsLetIn(TestIdp idp) {
        var keys = new EnumMap<Scope, Backchannel>(Scope.class);
        for (var scope : Scope.values()) {
            var only = Map.<String, Object>of("scopes", List.of(scope.spelling()));
            keys.put(scope, idp.backchannel().apiKey(idp.admin().makesApiKey(only)));
        }
        return routes(idp, Routes.Access.ADMINISTRATOR)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    var answer = keys.get(route.scope().orElseThrow()).send(route.method(), path(route));
                    assertTrue(answer.status() != 401 && answer.status() != 403, answer.toString());
                }));
    }

    @TestFactory
    Stream<DynamicTest> aKeyWithScopesIsTurnedAwayWhereThereIsNone(TestIdp idp) {
        var all = Stream.of(Scope.values()).map(Scope::spelling).toList();
        var program = idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of("scopes", all)));
        return routes(idp, Routes.Access.SIGNED_IN)
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> program.send(route.method(), path(route)).refused(403, "api_key_scope_missing")));
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
