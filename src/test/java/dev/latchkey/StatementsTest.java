package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.StatementLog;
import dev.latchkey.testkit.TestIdp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How often the database is asked. Both engines are given the same statements; PostgreSQL writes them down.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsTest {
    private static final int MORE = 5;

    private final StatementLog log = StatementLog.begin();
    private TestIdp idp;
    private Person root;
    private RelyingParty app;

    @BeforeAll
    void begin() {
        idp = TestIdp.on(log.database());
        root = idp.admin();
        app = idp.client("notes")
                .scopes("openid profile email groups offline_access")
                .create();
        root.signsInTo(app).tokens();
    }

    @AfterAll
    void end() {
        idp.close();
    }

    @Test
    void aSessionCheckIsOne() {
        var browser = root.browser();
        atMost(1, () -> browser.get("/login").expect(303));
    }

    @Test
    void userinfoIsTwo() {
        var tokens = root.signsInTo(app).tokens();
        atMost(2, () -> app.userinfo(tokens).expect(200));
    }

    @Test
    void aCodeExchangeIsFive() {
        var signIn = root.signsInTo(app);
        atMost(5, () -> signIn.redeemed().expect(200));
    }

    @Test
    void aRefreshIsFour() {
        var tokens = root.signsInTo(app).tokens();
        atMost(4, () -> app.refresh(tokens).tokens());
    }

    @Test
    void theOverviewIsTen() {
        atMost(10, () -> root.calls("GET", "/api/overview").expect(200));
    }

    @Test
    void noListAsksOncePerRow() {
        var alice = idp.user("alice").withPasskey().create();
        var group = idp.group("first");
        more(alice, group, "one");
        var lists = List.of(
                "/api/users",
                "/api/users?search=a",
                "/api/user-groups",
                "/api/user-groups/" + group,
                "/api/overview",
                "/api/oidc/clients",
                "/api/oidc/clients/" + app.id() + "/secrets",
                "/api/oidc/users/me/clients",
                "/api/oidc/users/me/authorized-clients",
                "/api/users/" + alice.id() + "/groups",
                "/api/users/" + alice.id() + "/sessions",
                "/api/users/me/sessions",
                "/api/webauthn/credentials");
        var before = new LinkedHashMap<String, List<String>>();
        lists.forEach(path -> before.put(path, asked(path)));
        for (int i = 0; i < MORE; i++) {
            more(alice, group, "more" + i);
        }
        before.forEach((path, statements) -> {
            var now = asked(path);
            assertEquals(statements.size(), now.size(), () -> path + "\nbefore: " + statements + "\nnow: " + now);
        });
    }

    /// One row more in every list.
    private void more(Person alice, String group, String name) {
        var person = idp.user(name).create();
        var another = idp.group(name);
        for (var id : List.of(group, another)) {
            join(id, alice, root, person);
        }
        var client = idp.client(name).onlyFor(group, another).create();
        root.signsInTo(client).tokens();
        alice.signsInElsewhere();
        root.signsInElsewhere();
        root.calls("POST", "/api/oidc/clients/" + app.id() + "/secrets", Map.of())
                .expect(201);
    }

    private void join(String group, Person... people) {
        var ids = new ArrayList<String>();
        root.calls("GET", "/api/user-groups/" + group)
                .expect(200)
                .json()
                .path("users")
                .forEach(user -> ids.add(user.path("id").stringValue()));
        Arrays.stream(people).map(Person::id).filter(id -> !ids.contains(id)).forEach(ids::add);
        root.calls("PUT", "/api/user-groups/" + group + "/users", Map.of("userIds", ids))
                .expect(200);
    }

    /// Asks twice: the server does something by itself now and then (it cleans up, it writes down when a session was
    /// used), and that falls into one of two requests at most.
    private List<String> asked(String path) {
        var first = log.of(() -> root.calls("GET", path).expect(200));
        var second = log.of(() -> root.calls("GET", path).expect(200));
        var statements = first.size() < second.size() ? first : second;
        assertTrue(statements.size() > 1, "the session is asked for, and the list: " + statements);
        return statements;
    }

    private void atMost(int budget, Runnable act) {
        var statements = log.of(act);
        assertTrue(!statements.isEmpty(), "nothing was asked at all");
        assertTrue(statements.size() <= budget, statements.size() + " statements:\n" + String.join("\n", statements));
    }
}
