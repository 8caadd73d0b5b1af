package dev.latchkey.recordings;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Somebody with an account and a session that were put straight into the database, for tests that are about neither.
public record Planted(String id, Browser browser) {
    public static Planted administrator(TestIdp idp, String username, String firstName, String lastName) {
        return plant(idp, username, firstName, lastName, true, "null");
    }

    public static Planted person(TestIdp idp, String username, String firstName, String lastName, String locale) {
        return plant(idp, username, firstName, lastName, false, "'" + locale + "'");
    }

    private static Planted plant(
            TestIdp idp, String username, String firstName, String lastName, boolean administrator, String locale) {
        var id = UUID.randomUUID().toString();
        var email = username + "@example.com";
        var cookie = "planted-session-of-" + username;
        long now = idp.clock().instant().toEpochMilli();
        long later = now + 86_400_000L;
        idp.database()
                .execute(
                        """
                        insert into users (id, username, username_folded, email, email_folded, email_verified,
                                           first_name, last_name, display_name, search_text, is_admin, locale, disabled,
                                           created_at, updated_at)
                        values ('%1$s', '%2$s', '%2$s', '%3$s', '%3$s', false, '%4$s', '%5$s', '%4$s %5$s',
                                '%3$s %4$s %5$s %2$s', %6$s, %7$s, false, %8$d, %8$d)
                        """.formatted(id, username, email, firstName, lastName, administrator, locale, now),
                        """
                        insert into sessions (id, token_hash, user_id, method, amr, auth_time, ip_address, user_agent,
                                              created_at, last_used_at, expires_at)
                        values ('%1$s', '%2$s', '%1$s', 'passkey', 'phr', %3$d, '', '', %3$d, %3$d, %4$d)
                        """.formatted(id, Hashes.sha256Hex(cookie), now, later));
        var browser = idp.browser();
        browser.cookies().plant("__Host-access_token", cookie);
        return new Planted(id, browser);
    }

    /// What the recorded account of Kim had besides.
    static void withGroupsAndClaims(Browser admin, String id) {
        for (var name : List.of("family", "staff")) {
            var friendly = Character.toUpperCase(name.charAt(0)) + name.substring(1);
            var group = admin.fetch("POST", "/api/user-groups", Map.of("name", name, "friendlyName", friendly))
                    .expect(201)
                    .member("id");
            admin.fetch("PUT", "/api/user-groups/" + group + "/users", Map.of("userIds", List.of(id)))
                    .expect(200);
        }
        admin.fetch(
                        "PUT",
                        "/api/custom-claims/user/" + id,
                        "[{\"key\":\"department\",\"value\":\"Sales\"},{\"key\":\"level\",\"value\":\"3\"}]")
                .expect(200);
    }

    /// Makes an API key of theirs, which lives an hour.
    String makesApiKey(TestIdp idp) {
        var expires = idp.clock().instant().plus(Duration.ofHours(1)).toString();
        return browser.fetch("POST", "/api/api-keys", Map.of("name", "recorder", "expiresAt", expires))
                .expect(201)
                .member("token");
    }

    /// An administrator changes settings, and leaves the others as they are.
    static void configure(Browser admin, Map<String, String> changes) {
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
