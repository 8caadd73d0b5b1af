package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The recorded previews of tokens. Claims stand in another order there, and ours are those of our own tokens:
/// `docs/decisions/compatibility.md` names the differences.
@OnBothDatabases(fresh = true)
class RecordedPreviewTest {
    private static final String PATH = "/api/oidc/clients/{id}/preview/{userId}";
    /// In the recorded previews and in no token of ours.
    private static final Set<String> NOT_OURS = Set.of("rat", "type");
    /// In our tokens and not recorded.
    private static final Set<String> OURS = Set.of("locale", "updated_at");

    @Test
    void previews(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin");
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        prepare(idp, ada, kim.id());
        var key = ada.makesApiKey(idp);
        var exchanges = Recording.all("clients").stream()
                .filter(exchange -> exchange.template().equals(PATH))
                .toList();
        assertEquals(7, exchanges.size());
        for (var exchange : exchanges) {
            UnaryOperator<String> who = _ ->
                    exchange.name().contains("unknown user") ? UUID.randomUUID().toString() : kim.id();
            var answer = exchange.as().equals("admin")
                    ? exchange.send(ada.browser(), who, UnaryOperator.identity())
                    : exchange.send(idp.backchannel().apiKey(key), who, UnaryOperator.identity());
            if (exchange.status() == 200) {
                answer.expect(200);
                for (var part : List.of("idToken", "accessToken", "userInfo")) {
                    compare(exchange, part, answer);
                }
            } else {
                exchange.check(answer, UnaryOperator.identity());
            }
        }
    }

    private static void prepare(TestIdp idp, Planted ada, String kim) {
        idp.database().execute("update users set email_verified = true where username = 'kim'");
        var admin = ada.browser();
        for (var name : List.of("family", "staff")) {
            var group = admin.fetch("POST", "/api/user-groups", Map.of("name", name, "friendlyName", name))
                    .expect(201)
                    .member("id");
            admin.fetch("PUT", "/api/user-groups/" + group + "/users", Map.of("userIds", List.of(kim)))
                    .expect(200);
        }
        var claims = List.of(
                Map.of("key", "department", "value", "Sales"),
                Map.of("key", "level", "value", "3"),
                Map.of("key", "site", "value", "Berlin"));
        admin.fetch("PUT", "/api/custom-claims/user/" + kim, claims).expect(200);
        admin.fetch("POST", "/api/oidc/clients", Map.of("id", "photo-app", "name", "Photo App"))
                .expect(201);
        admin.fetch("POST", "/api/oidc/clients", Map.of("id", "logo-app", "name", "Logo", "isGroupRestricted", true))
                .expect(201);
    }

    private static void compare(Recording exchange, String part, Answer answer) {
        var wanted = exchange.response().path("json").path(part);
        var actual = answer.json().path(part);
        var where = exchange.name() + "." + part + ": " + answer;
        var theirs = new HashSet<>(wanted.propertyNames());
        theirs.removeAll(NOT_OURS);
        var ours = new HashSet<>(actual.propertyNames());
        ours.removeAll(OURS);
        assertEquals(theirs, ours, where);
        for (var claim : theirs) {
            check(claim, wanted.path(claim), actual.path(claim), where);
        }
    }

    private static void check(String claim, JsonNode wanted, JsonNode actual, String where) {
        if (claim.equals("amr")) {
            assertTrue(actual.valueStream().anyMatch(wanted.get(0)::equals), where);
        } else if (claim.equals("aud")) {
            assertEquals(wanted.get(0), actual.get(0), where);
        } else if (wanted.asString("").equals("<rfc3339>")) {
            Instant.parse(actual.stringValue());
        } else if (wanted.asString("").equals("<epoch>")) {
            assertTrue(actual.isIntegralNumber(), where);
        } else if (!wanted.asString("").contains("<")) {
            assertEquals(wanted, actual, where);
        }
    }
}
