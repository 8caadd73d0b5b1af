package dev.latchkey.recordings;

import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about invitations and sign-up.
@OnBothDatabases(fresh = true, settings = "DISABLE_RATE_LIMITING=true")
class RecordedSignUpTest {
    @Test
    void signUp(TestIdp idp) {
        var admin = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        Planted.person(idp, "kim", "Kim", "Example", "en");
        var family = group(admin, "family", "Family");
        var staff = group(admin, "staff", "Staff");
        var token = "";
        var id = "";
        for (var exchange : Recording.all("signup")) {
            if (exchange.method().equals("JWT")) {
                exchange.isNotSent();
                continue;
            }
            if (exchange.name().equals("sign up while open")) {
                Planted.configure(
                        admin, Map.of("allowUserSignups", "open", "signupDefaultUserGroupIDs", "[\"" + staff + "\"]"));
            }
            var used = exchange.name().contains("unknown token") ? "x".repeat(16) : token;
            var deleted =
                    exchange.name().contains("unknown") ? UUID.randomUUID().toString() : id;
            var answer = exchange.send(
                    exchange.as().equals("admin") ? admin : idp.browser(),
                    _ -> deleted,
                    body -> body.replaceFirst("<uuid>", family)
                            .replaceFirst("<uuid>", UUID.randomUUID().toString())
                            .replace("<random:16>", used));
            exchange.check(answer, UnaryOperator.identity());
            if (exchange.name().equals("create token")) {
                token = answer.member("token");
                id = answer.member("id");
            }
        }
        Departures.allWereMet("signup");
    }

    private static String group(Browser admin, String name, String friendlyName) {
        return admin.fetch("POST", "/api/user-groups", Map.of("name", name, "friendlyName", friendlyName))
                .expect(201)
                .member("id");
    }
}
