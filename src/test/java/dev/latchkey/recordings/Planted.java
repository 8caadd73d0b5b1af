package dev.latchkey.recordings;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.TestIdp;
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
}
