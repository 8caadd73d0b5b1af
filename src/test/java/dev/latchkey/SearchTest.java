package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whatever a list shows of something finds it.
@OnBothDatabases(fresh = true)
class SearchTest {
    private static final List<String> OF_AN_APP = List.of("notes", "k-7", "SCRATCH", "cb.example/back", "out", "start");

    @Test
    void appsAreFoundByAllThatTellsThemApart(TestIdp idp) {
        app(idp);
        idp.client("wiki").create();
        for (var text : OF_AN_APP) {
            assertEquals(List.of("k-77"), found(idp, "/api/oidc/clients", text), text);
        }
        idp.admin()
                .calls("PUT", "/api/oidc/clients/k-77", Map.of("name", "Notes", "description", "Zettelkästen"))
                .expect(200);
        assertEquals(List.of("k-77"), found(idp, "/api/oidc/clients", "ZETTELKÄSTEN"));
        assertEquals(List.of(), found(idp, "/api/oidc/clients", "scratch"));
    }

    @Test
    void peopleAreFoundByTheirGroupsAndTheNameThatIsShown(TestIdp idp) {
        var ops = group(idp, "ops", "Betrieb");
        var alice = idp.user("alice").memberOf(ops).create();
        var bob = idp.user("bob").with("displayName", "The Operator").create();
        assertEquals(List.of(alice.id()), found(idp, "/api/users", "betrieb"));
        assertEquals(List.of(bob.id()), found(idp, "/api/users", "the operator"));
        assertEquals(List.of(ops), found(idp, "/api/user-groups", "BETRIEB"));
        assertEquals(
                List.of(alice.id()), found(idp, "/api/users", "ops&filters%5Bdisabled%5D=false"), "and not everybody");
        assertEquals(List.of(), found(idp, "/api/users", "betrieb&filters%5Bdisabled%5D=true"));
        idp.admin().calls("PUT", "/api/user-groups/" + ops + "/users", Map.of("userIds", List.of()));
        assertEquals(List.of(), found(idp, "/api/users", "betrieb"));
    }

    @Test
    void whatWasThereBeforeIsFoundAsWell(TestIdp idp) throws IOException {
        app(idp);
        var ops = group(idp, "ops", "Betrieb");
        var bob = idp.user("bob").with("displayName", "The Operator").create();
        idp.database()
                .execute(
                        "update clients set search_text = 'notes'",
                        "update user_groups set search_text = 'ops'",
                        "update users set search_text = 'bob'");
        assertEquals(List.of(), found(idp, "/api/oidc/clients", "scratch"));
        var migration = Files.readString(Path.of("src/main/resources/migrations/059_search_all_shown.sql"));
        idp.database().execute(migration.split(";\\s*\\n"));
        for (var text : OF_AN_APP) {
            assertEquals(List.of("k-77"), found(idp, "/api/oidc/clients", text), text);
        }
        assertEquals(List.of(ops), found(idp, "/api/user-groups", "betrieb"));
        assertEquals(List.of(bob.id()), found(idp, "/api/users", "the operator"));
    }

    private static void app(TestIdp idp) {
        idp.admin()
                .calls(
                        "POST",
                        "/api/oidc/clients",
                        Map.of(
                                "id", "k-77",
                                "name", "Notes",
                                "description", "Scratch pad",
                                "launchURL", "https://start.example",
                                "callbackURLs", List.of("https://one.example/x", "https://cb.example/back"),
                                "logoutCallbackURLs", List.of("https://out.example")))
                .expect(201);
    }

    private static String group(TestIdp idp, String name, String friendlyName) {
        return idp.admin()
                .calls("POST", "/api/user-groups", Map.of("name", name, "friendlyName", friendlyName))
                .expect(201)
                .member("id");
    }

    /// @param text what to look for, and filters behind it
    private static List<String> found(TestIdp idp, String list, String text) {
        int end = text.indexOf('&');
        var search = end < 0 ? text : text.substring(0, end);
        var filters = end < 0 ? "" : text.substring(end);
        return idp.admin()
                .calls("GET", list + "?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + filters)
                .expect(200)
                .json()
                .path("data")
                .valueStream()
                .map(row -> row.path("id").stringValue())
                .toList();
    }
}
