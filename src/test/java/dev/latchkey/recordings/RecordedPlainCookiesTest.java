package dev.latchkey.recordings;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import org.junit.jupiter.api.Test;

/// The recorded cookies on `http`, where names have no prefix.
@OnBothDatabases(fresh = true, settings = "APP_URL=http://localhost:1411")
class RecordedPlainCookiesTest {
    @Test
    void cookies(TestIdp idp) {
        new CookieVisit(idp, "http://localhost:1411").replay("cookies");
    }
}
