package dev.latchkey.platform.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.platform.http.Route;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The API's description. That every answer of the server is as described is checked at each request of every test,
/// in the testkit.
@OnBothDatabases
class ApiReferenceTest {
    @Test
    void everyMountedRouteIsDescribedAndNothingElse(TestIdp idp) {
        var document = idp.backchannel().get("/api/openapi.json").expect(200).json();
        var mounted = idp.routes().stream()
                .filter(Route::api)
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        var described = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertEquals(String.join("\n", mounted), String.join("\n", described));
    }

    @Test
    void itSaysWhoMayCall(TestIdp idp) {
        var document = idp.backchannel().get("/api/openapi.json").expect(200).json();
        var paths = document.path("paths");
        assertEquals(
                "[{\"session\":[\"administrator\"]},{\"apiKey\":[\"users:write\"]}]",
                paths.path("/api/users").path("post").path("security").toString());
        assertEquals(
                "[{\"session\":[]}]",
                paths.path("/api/api-keys").path("post").path("security").toString());
        assertEquals(
                "[]", paths.path("/api/signup").path("post").path("security").toString());
        assertEquals(
                "__Host-access_token",
                document.at("/components/securitySchemes/session/name").stringValue());
    }

    @Test
    void whoHasItAlreadyDoesNotGetItAgain(TestIdp idp) {
        var etag = idp.backchannel()
                .get("/api/openapi.json")
                .expect(200)
                .header("ETag")
                .orElseThrow();
        idp.backchannel().header("If-None-Match", etag).get("/api/openapi.json").expect(304);
    }
}
