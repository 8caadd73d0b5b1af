package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class HttpBasicsTest {
    @Test
    void healthNeedsNobody(TestIdp idp) {
        idp.browser().get("/healthz").expect(204);
    }

    @Test
    void anUnknownApiPathIsJson(TestIdp idp) {
        var answer = idp.browser().fetch("GET", "/api/no-such-thing").expect(404);
        assertEquals("API endpoint not found", answer.member("error"));
    }

    @Test
    void everyAnswerHasItsIdAndIsKeptNowhere(TestIdp idp) {
        var answer = idp.browser().get("/healthz");
        assertTrue(answer.header("X-Request-ID").isPresent());
        assertEquals("private, no-store", answer.header("Cache-Control").orElseThrow());
    }
}
