package dev.latchkey.platform.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.latchkey.platform.http.Route;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

    /// The pages are compiled against `web/openapi.json`, so a change of the API that they do not follow does not
    /// build.
    @Test
    void thePagesAreMadeForIt(TestIdp idp) throws IOException {
        var document = (ObjectNode)
                idp.backchannel().get("/api/openapi.json").expect(200).json();
        document.remove("servers"); // what an installation says of itself, not the API
        ((ObjectNode) document.path("info")).remove("version");
        ((ObjectNode) document.path("components")).remove("responses"); // refusals are read by their code
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    var responses = (ObjectNode) operation.path("responses");
                    responses.propertyNames().stream()
                            .filter(status -> !status.startsWith("2"))
                            .toList()
                            .forEach(responses::remove);
                }));
        var mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
        var served = mapper.writeValueAsString(mapper.treeToValue(document, Map.class)) + "\n";
        if (Files.readString(Path.of("web/openapi.json")).equals(served)) {
            return;
        }
        Files.writeString(Path.of("target/openapi.json"), served);
        fail("The API is no longer what the pages were made for. After `cp target/openapi.json web/openapi.json`,"
                + " `npm --prefix web run types` tells where they do not follow it.");
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
