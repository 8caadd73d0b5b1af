package dev.latchkey.recordings;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import org.junit.jupiter.api.Test;

/// The recorded cookies on `https`.
@OnBothDatabases(fresh = true)
class RecordedCookiesTest {
    @Test
    void cookies(TestIdp idp) {
        new CookieVisit(idp, "https://id.example.com").replay("cookies_https");
    }
}
