package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesTest {
    @Test
    void whatStayedIsLeftOut() {
        var same = Map.of("email", "a@example.com", "isAdmin", "false");
        assertTrue(Changes.between(same, same).none());
        var promoted = Changes.between(same, Map.of("email", "a@example.com", "isAdmin", "true"));
        assertEquals(Map.of("isAdmin.before", "false", "isAdmin.after", "true"), promoted.data());
        var gone = Changes.between(Map.of("claims.team", "red"), Map.of());
        assertEquals(Map.of("claims.team.before", "red", "claims.team.after", ""), gone.data());
    }

    @Test
    void ofSomethingNewWhatIsOffOrEmptyIsLeftOut() {
        var made = Changes.made(Map.of("username", "alice", "email", "", "isAdmin", "true", "disabled", "false"));
        assertEquals(
                Map.of("username.before", "", "username.after", "alice", "isAdmin.before", "", "isAdmin.after", "true"),
                made.data());
    }

    @Test
    void ofAListWhatCameAndWhatWentCounts() {
        var changes = new Changes()
                .list("groups", List.of("a", "b"), List.of("b", "a"))
                .list("members", List.of("ann", "bob"), List.of("bob", "cem", "dan"));
        assertEquals(Map.of("members.added", "cem\ndan", "members.removed", "ann"), changes.data());
    }

    @Test
    void aLongListIsCutAndCounted() {
        var many = IntStream.range(0, 1000).mapToObj(i -> "person" + i).toList();
        var data = new Changes().list("members", List.of(), many).data();
        assertEquals(20, data.getOrDefault("members.added", "").lines().count());
        assertEquals("1000", data.get("members.added.total"));
        assertFalse(data.containsKey("members.removed"));
    }

    @Test
    void anItemIsOneLine() {
        var data = new Changes().list("groups", List.of(), List.of("a\nb", "c")).data();
        assertEquals("a b\nc", data.get("groups.added"));
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        var data = new Changes().value("x", "", "🔑".repeat(1000)).data();
        assertEquals("🔑".repeat(249) + "…", data.get("x.after"));
        assertEquals(
                "y".repeat(499) + "…",
                new Changes().value("x", "y".repeat(501), "").data().get("x.before"));
        assertEquals(
                "y".repeat(500),
                new Changes().value("x", "y".repeat(500), "").data().get("x.before"));
    }

    @Test
    void ofManyFieldsTheRestIsCounted() {
        var many = new TreeMap<String, String>();
        IntStream.range(0, 130).forEach(i -> many.put("claims.c%03d".formatted(i), "v"));
        var data = Changes.between(Map.of(), many).data();
        assertEquals("30", data.get("moreChanges"));
        assertEquals(201, data.size());
    }

    @Test
    void aSecretThatChangedIsToldWithoutItself() {
        var data =
                new Changes().shown("smtpPassword", "XXXXXXXXXX", "XXXXXXXXXX").data();
        assertEquals(Map.of("smtpPassword.before", "XXXXXXXXXX", "smtpPassword.after", "XXXXXXXXXX"), data);
    }
}
