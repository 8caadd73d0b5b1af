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
import java.util.stream.IntStream;
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

    /// Two groups that share people, and one person who is called as they are: each is listed once, in order.
    @Test
    void manyAreFoundByTheirGroupsOnceEach(TestIdp idp) {
        var ops = group(idp, "ops-day", "Day");
        var night = group(idp, "ops-night", "Night");
        var opsy = idp.user("zz-ops").create();
        idp.database()
                .execute(
                        """
                        insert into users (id, username, username_folded, email_verified, first_name, last_name,
                                           display_name, search_text, is_admin, disabled, created_at, updated_at)
                        with recursive n (i) as (select 1 union all select i + 1 from n where i < 700)
                        select cast(1000 + i as text), 'p' || cast(1000 + i as text), 'p' || cast(1000 + i as text),
                               false, '', '', '', '', false, i % 7 = 0, 0, 0
                          from n
                        """,
                        "insert into group_members select '" + ops + "', id from users where username < 'p1601'"
                                + " and username > 'p'",
                        "insert into group_members select '" + night + "', id from users where username > 'p1400'"
                                + " and username < 'q'");
        var list = "/api/users?search=ops&sort%5Bcolumn%5D=username&pagination%5Blimit%5D=100&pagination%5Bpage%5D=";
        for (int page = 1; page <= 7; page++) {
            int first = page * 100 - 99;
            assertEquals(
                    IntStream.range(first, first + 100)
                            .mapToObj(i -> "p" + (1000 + i))
                            .toList(),
                    names(idp, list + page, 701));
        }
        assertEquals(List.of(opsy.username()), names(idp, list + 8, 701));
        assertEquals(List.of(opsy.id()), found(idp, "/api/users", "zz-ops"));
        var disabled = names(idp, list + "1&filters%5Bdisabled%5D=true", 100);
        assertEquals(IntStream.range(1, 101).mapToObj(i -> "p" + (1000 + i * 7)).toList(), disabled);
        assertEquals(
                100, names(idp, list + "6&filters%5Bdisabled%5D=false", 601).size());
    }

    private static List<String> names(TestIdp idp, String list, int items) {
        var page = idp.admin().calls("GET", list).expect(200).json();
        assertEquals(items, page.path("pagination").path("totalItems").asInt());
        return page.path("data")
                .valueStream()
                .map(row -> row.path("username").stringValue())
                .toList();
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
