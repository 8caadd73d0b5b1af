package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.http.Route;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.http.Scope;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every route that is mounted, asked by those who may not call it, and by those who may. One person sends
/// far more requests a second here than the limits let through.
@OnBothDatabases(settings = "DISABLE_RATE_LIMITING=true")
class AccessTest {
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<String> ABOUT_THE_CALLER = Set.of(
            "not_signed_in",
            "forbidden",
            "user_disabled",
            "signed_in_as_another",
            "cross_site_request",
            "api_key_scope_missing",
            "api_key_auth_not_allowed",
            "api_key_address_not_allowed");

    private static final Routes.Access[] CALLED_BY_PEOPLE = {
        Routes.Access.SESSION, Routes.Access.SIGNED_IN, Routes.Access.ADMINISTRATOR, Routes.Access.ADMINISTRATOR_SESSION
    };
    private static final Set<Routes.Access> FOR_ADMINISTRATORS =
            Set.of(Routes.Access.ADMINISTRATOR, Routes.Access.ADMINISTRATOR_SESSION);

    @TestFactory
    Stream<DynamicTest> whoIsNotSignedInIsTurnedAway(TestIdp idp) {
        return routes(idp, CALLED_BY_PEOPLE)
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
        return routes(idp, Routes.Access.ADMINISTRATOR, Routes.Access.ADMINISTRATOR_SESSION)
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> alice.calls(route.method(), path(route)).refused(403, "forbidden")));
    }

    @TestFactory
    Stream<DynamicTest> whoIsDisabledIsTurnedAway(TestIdp idp) {
        var mallory = idp.user("mallory").with("isAdmin", true).withPasskey().create();
        var browser = mallory.browser();
        idp.disable(mallory);
        return routes(idp, CALLED_BY_PEOPLE)
                .filter(AccessTest::api)
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> browser.fetch(route.method(), path(route)).refused(403, "user_disabled")));
    }

    @TestFactory
    Stream<DynamicTest> aPageThatWasShownToSomebodyElseIsTurnedAway(TestIdp idp) {
        var before = idp.user("before").create();
        return routes(idp, CALLED_BY_PEOPLE)
                .filter(AccessTest::api)
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> idp.admin()
                                .browser()
                                .fetchFromPageOf(before.id(), route.method(), path(route))
                                .refused(403, "signed_in_as_another")));
    }

    @Test
    void aPageThatWasShownToWhomeverAsksIsAnswered(TestIdp idp) {
        var admin = idp.admin();
        admin.browser().fetchFromPageOf(admin.id(), "GET", "/api/users/me").expect(200);
    }

    @TestFactory
    Stream<DynamicTest> aKeyThatIsUsedElsewhereIsTurnedAway(TestIdp idp) {
        var program =
                idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of("addressRanges", List.of("192.0.2.0/24"))));
        return routes(idp, Routes.Access.SIGNED_IN, Routes.Access.ADMINISTRATOR)
                .map(route -> DynamicTest.dynamicTest(
                        name(route),
                        () -> program.send(route.method(), path(route)).refused(403, "api_key_address_not_allowed")));
    }

    @TestFactory
    Stream<DynamicTest> aKeyIsTurnedAwayWhereAPersonIsMeant(TestIdp idp) {
        var program = idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of()));
        return routes(idp, Routes.Access.SESSION, Routes.Access.ADMINISTRATOR_SESSION)
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
            assertFalse(route.scopes().isEmpty(), name(route) + " belongs to no area");
            boolean reads = SAFE.contains(route.method());
            return DynamicTest.dynamicTest(name(route), () -> {
                for (var scope : route.scopes()) {
                    assertEquals(reads ? "read" : "write", scope.spelling().split(":")[1], name(route));
                    keys.get(scope).send(route.method(), path(route)).refused(403, "api_key_scope_missing");
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> aKeyWithTheRightScopeAloneIsLetIn(TestIdp idp) {
        var keys = new HashMap<List<Scope>, Backchannel>();
        return routes(idp, Routes.Access.ADMINISTRATOR)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    var key = keys.computeIfAbsent(route.scopes(), scopes -> {
                        var only = scopes.stream().map(Scope::spelling).toList();
                        return idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of("scopes", only)));
                    });
                    letIn(key.send(route.method(), path(route)));
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
    Stream<DynamicTest> whoIsMeantIsLetIn(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var program = idp.backchannel().apiKey(alice.makesApiKey(Map.of()));
        var administrators = idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of()));
        return routes(idp, CALLED_BY_PEOPLE)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    if (route.access() == Routes.Access.ADMINISTRATOR) {
                        letIn(administrators.send(route.method(), path(route)));
                    }
                    if (FOR_ADMINISTRATORS.contains(route.access())) {
                        letIn(call(idp.admin(), route));
                        return;
                    }
                    if (route.access() == Routes.Access.SIGNED_IN) {
                        letIn(program.send(route.method(), path(route)));
                    }
                    letIn(call(alice, route));
                }));
    }

    /// What somebody who is signed in gets, signed in once more should the last route have ended that.
    private static Answer call(Person person, Route route) {
        var browser = person.browser();
        if (browser.fetch("GET", "/api/users/me").status() != 200) {
            person.signsIn(browser);
        }
        if (api(route)) {
            return browser.fetch(route.method(), path(route));
        }
        return route.method().equals("GET") ? browser.get(path(route)) : browser.submit(path(route), Form.of());
    }

    /// Whatever is wrong with the request, it is not who sent it.
    private static void letIn(Answer answer) {
        boolean json = answer.header("Content-Type").orElse("").startsWith("application/json");
        var code = json ? answer.member("code") : "";
        assertFalse(ABOUT_THE_CALLER.contains(code), answer.toString());
        boolean toSignIn =
                answer.status() == 303 && answer.location().toString().startsWith("/login");
        assertFalse(toSignIn, answer.toString());
        assertTrue(json || (answer.status() != 401 && answer.status() != 403), answer.toString());
    }

    @TestFactory
    Stream<DynamicTest> whatAnAppHoldsIsNoKeyToTheApi(TestIdp idp) {
        var app = idp.client("notes").scopes("openid profile email groups").create();
        var token = idp.admin().signsInTo(app).tokens().access();
        var session = idp.admin().sessionCookie().orElseThrow();
        return routes(idp, CALLED_BY_PEOPLE)
                .filter(AccessTest::api)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    idp.backchannel()
                            .bearer(token)
                            .send(route.method(), path(route))
                            .refused(401, "not_signed_in");
                    idp.backchannel()
                            .bearer(session)
                            .send(route.method(), path(route))
                            .refused(401, "not_signed_in");
                }));
    }

    @TestFactory
    Stream<DynamicTest> onlyAnAccessTokenOpensWhatIsForAccessTokens(TestIdp idp) {
        var app = idp.client("notes").scopes("openid").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var key = idp.admin().makesApiKey(Map.of());
        return routes(idp, Routes.Access.ACCESS_TOKEN)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    var program = idp.backchannel();
                    program.bearer(tokens.access())
                            .send(route.method(), path(route))
                            .expect(200);
                    program.send(route.method(), path(route)).expect(401);
                    program.apiKey(key).send(route.method(), path(route)).expect(401);
                    alice.calls(route.method(), path(route)).expect(401);
                    for (var other : List.of(tokens.refresh(), tokens.id(), key)) {
                        program.bearer(other).send(route.method(), path(route)).expect(401);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> anAppThatDoesNotProveItselfIsTurnedAway(TestIdp idp) {
        var app = idp.client("notes").confidential().create();
        var form = Form.of(
                "grant_type", "refresh_token", "refresh_token", "x", "token", "x", "client_secret", "a wrong one");
        return routes(idp, Routes.Access.OAUTH_CLIENT)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    idp.backchannel()
                            .post(path(route), form.with("client_id", app.id()))
                            .oauthError(401, "invalid_client");
                    idp.backchannel()
                            .post(path(route), form.with("client_id", "nobody"))
                            .oauthError(401, "invalid_client");
                    var asAdministrator = idp.admin().browser().submit(path(route), form);
                    assertTrue(asAdministrator.status() / 100 == 4, asAdministrator.toString());
                }));
    }

    @TestFactory
    Stream<DynamicTest> whoIsSentByAnotherSiteIsTurnedAway(TestIdp idp) {
        var browser = idp.admin().browser();
        var cookie = Person.SESSION_COOKIE + "=" + idp.admin().sessionCookie().orElseThrow();
        return idp.routes().stream()
                .filter(route -> !SAFE.contains(route.method()) && !route.crossSite())
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    for (var origin : List.of(
                            "https://evil.example",
                            "null",
                            "http://id.example.com",
                            "https://id.example.com:8443",
                            "https://id.example.com.evil.example")) {
                        browser.sentBy(origin, route.method(), path(route)).expect(403);
                    }
                    for (var site : List.of("cross-site", "same-site")) {
                        idp.backchannel()
                                .header("Cookie", cookie)
                                .header("Sec-Fetch-Site", site)
                                .send(route.method(), path(route))
                                .expect(403);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whereOtherSitesMayPostNobodyIsSignedIn(TestIdp idp) {
        return idp.routes().stream()
                .filter(Route::crossSite)
                .map(route -> DynamicTest.dynamicTest(name(route), () -> {
                    var without = Set.of(Routes.Access.OPEN, Routes.Access.OAUTH_CLIENT, Routes.Access.ACCESS_TOKEN);
                    assertTrue(without.contains(route.access()), route.access() + " looks at the session");
                }));
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
