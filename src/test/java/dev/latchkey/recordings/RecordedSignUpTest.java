package dev.latchkey.recordings;

import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
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
                continue;
            }
            if (exchange.name().equals("sign up while open")) {
                configure(
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
            exchange.check(answer, RecordedSignUpTest::asWePutIt);
            if (exchange.name().equals("create token")) {
                token = answer.member("token");
                id = answer.member("id");
            }
        }
    }

    /// Sentences are ours; codes are the contract.
    private static String asWePutIt(String json) {
        return json.replace("Open user signup is not enabled", "An invitation is needed to make an account");
    }

    private static String group(Browser admin, String name, String friendlyName) {
        return admin.fetch("POST", "/api/user-groups", Map.of("name", name, "friendlyName", friendlyName))
                .expect(201)
                .member("id");
    }

    private static void configure(Browser admin, Map<String, String> changes) {
        var wanted = new HashMap<String, String>();
        admin.fetch("GET", "/api/application-configuration/all")
                .expect(200)
                .json()
                .forEach(setting -> wanted.put(
                        setting.path("key").stringValue(), setting.path("value").stringValue()));
        wanted.putAll(changes);
        admin.fetch("PUT", "/api/application-configuration", wanted).expect(200);
    }
}
