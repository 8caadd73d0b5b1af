package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.Route;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Every route that takes an id and is for everybody, asked about somebody else's things: the answer is the one that an
/// id gets which nobody has, and nothing of theirs changes.
///
/// Ids are whatever the routes without parameters tell their owner, and bodies are made from the API's description, so
/// a route that is added later is asked as well.
@OnBothDatabases(settings = "DISABLE_RATE_LIMITING=true")
class OthersThingsTest {
    private static final Set<Routes.Access> FOR_EVERYBODY =
            Set.of(Routes.Access.SESSION_IF_ANY, Routes.Access.SESSION, Routes.Access.SIGNED_IN);
    private static final String NOBODYS = "0199aaaa-0000-7000-8000-000000000000";

    @TestFactory
    Stream<DynamicTest> areLikeThingsThatDoNotExist(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        bob.makesApiKey(Map.of());
        bob.signsInElsewhere();
        bob.signsInTo(idp.client("notes").create());
        var program = idp.backchannel().apiKey(alice.makesApiKey(Map.of()));
        var samples = new Samples(
                idp.backchannel().get("/api/openapi.json").expect(200).json());
        var ids = ids(idp, bob);
        assertTrue(ids.size() >= 5, "bob has a session or two, a passkey, a key and an app: " + ids);
        var before = possessions(idp, bob);
        return idp.routes().stream()
                .filter(Route::api)
                .filter(route ->
                        FOR_EVERYBODY.contains(route.access()) && route.path().contains("{"))
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> {
                    var body = samples.bodyOf(route);
                    var nothing = alices(alice, route, NOBODYS, body);
                    assertEquals(404, nothing.status(), () -> "an id that nobody has: " + nothing);
                    for (var id : ids) {
                        sameAs(nothing, alices(alice, route, id, body), id);
                        if (route.access() == Routes.Access.SIGNED_IN) {
                            sameAs(nothing, programs(program, route, id, body), id);
                        }
                    }
                    assertEquals(before, possessions(idp, bob));
                }));
    }

    private static Answer alices(Person alice, Route route, String id, Map<String, Object> body) {
        return body.isEmpty()
                ? alice.calls(route.method(), path(route, id))
                : alice.calls(route.method(), path(route, id), body);
    }

    private static Answer programs(Backchannel program, Route route, String id, Map<String, Object> body) {
        return body.isEmpty()
                ? program.send(route.method(), path(route, id))
                : program.send(route.method(), path(route, id), body);
    }

    private static void sameAs(Answer nothing, Answer answer, String id) {
        assertEquals(nothing.status(), answer.status(), answer::toString);
        assertEquals(nothing.member("code"), answer.member("code"), answer::toString);
        assertEquals(nothing.member("error"), answer.member("error"), answer::toString);
        assertFalse(answer.text().contains(id), answer::toString);
    }

    private static String path(Route route, String id) {
        return route.path().replaceAll("\\{\\w+}", id);
    }

    /// What every route without parameters tells somebody about themselves.
    private static Map<String, JsonNode> possessions(TestIdp idp, Person person) {
        var told = new TreeMap<String, JsonNode>();
        idp.routes().stream()
                .filter(Route::api)
                .filter(route -> route.access() == Routes.Access.SESSION || route.access() == Routes.Access.SIGNED_IN)
                .filter(route -> route.method().equals("GET") && !route.path().contains("{"))
                .filter(route -> !route.path().endsWith("/start")) // begins something that is new each time
                .forEach(route -> {
                    var answer = person.calls("GET", route.path());
                    if (answer.status() == 200) {
                        told.put(route.path(), answer.json());
                    }
                });
        return told;
    }

    private static Set<String> ids(TestIdp idp, Person person) {
        var ids = new TreeSet<String>();
        ids.add(person.id());
        possessions(idp, person).values().forEach(told -> collect(told, ids));
        return ids;
    }

    private static void collect(JsonNode told, Set<String> ids) {
        if (told.isObject()) {
            told.properties().forEach(member -> {
                boolean id = member.getKey().matches("id|\\w+I[dD]")
                        && member.getValue().isString();
                if (id && !member.getValue().stringValue().isBlank()) {
                    ids.add(member.getValue().stringValue());
                }
                collect(member.getValue(), ids);
            });
        } else if (told.isArray()) {
            told.forEach(element -> collect(element, ids));
        }
    }

    /// Bodies as the description wants them, so that no request fails for its form.
    private record Samples(JsonNode document) {
        Map<String, Object> bodyOf(Route route) {
            var schema = document.path("paths")
                    .path(route.path())
                    .path(route.method().toLowerCase(Locale.ROOT))
                    .at("/requestBody/content/application~1json/schema");
            var body = new LinkedHashMap<String, Object>();
            schema.path("required")
                    .forEach(name -> body.put(
                            name.stringValue(), value(schema.path("properties").path(name.stringValue()))));
            return body;
        }

        private static Object value(JsonNode schema) {
            if (schema.path("enum").isArray()) {
                return schema.path("enum").get(0).stringValue();
            }
            return switch (schema.path("type").asString("")) {
                case "string" ->
                    schema.path("format").asString("").equals("date-time") ? "2099-01-01T00:00:00Z" : "sample";
                case "integer" -> 1;
                case "boolean" -> true;
                case "array" -> new ArrayList<>(List.of());
                default -> throw new AssertionError("teach this test how to fill in " + Json.text(schema));
            };
        }
    }
}
