package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Strangers cannot fill the database with requests that nobody finishes.
@OnBothDatabases
class KeptRequestsTest {
    private static final String LONG = "s".repeat(60_000);

    /// How many are taken before one is refused.
    private static int taken(int most, IntFunction<Answer> request) {
        for (int i = 0; i < most; i++) {
            if (request.apply(i).status() == 429) {
                return i;
            }
        }
        return most;
    }

    @Test
    void anOfficeSignsInAtOnceAndStillLongRequestsAreFew(TestIdp idp) {
        var app = idp.client("office").create();
        var address = app.request().with("nonce", "n").address();
        assertEquals(200, taken(200, _ -> idp.browser("198.51.100.10").get(address)));
        int few = taken(100, _ -> idp.browser("198.51.100.10").get(address + "&ui_locales=" + LONG));
        assertTrue(few >= 4 && few <= 12, few + " of 60 kB each");
        idp.browser("198.51.100.11").get(address + "&ui_locales=" + LONG).expect(302);
    }

    @Test
    void postedOnesCountAsWell(TestIdp idp) {
        var app = idp.client("posting").create();
        var form = app.request().with("state", LONG).parameters();
        int few = taken(100, _ -> idp.browser("198.51.100.20").submitFrom(app.origin(), "/authorize", form));
        assertTrue(few >= 15 && few <= 25, few + " of 60 kB each");
        var logout = Form.of("state", LONG);
        assertEquals(
                0,
                taken(1, _ -> idp.browser("198.51.100.20").submitFrom(app.origin(), "/api/oidc/end-session", logout)));
    }

    @Test
    void devicesThatNobodyApprovesAreLimited(TestIdp idp) {
        var app = idp.client("kiosk").publicClient().create();
        var form = Form.of("client_id", app.id(), "scope", "openid");
        int taken = taken(400, _ -> idp.backchannel("198.51.100.30").post("/api/oidc/device/authorize", form));
        assertTrue(taken >= 300 && taken < 400, taken + " devices");
    }

    @Test
    void whoIsSignedInIsAskedByNobodyElsesCount(TestIdp idp) {
        var app = idp.client("behind-the-same").create();
        var alice = idp.user("same-address").withPasskey().create();
        var here = idp.browser("198.51.100.40");
        alice.signsIn(here);
        var address = app.request().address();
        taken(100, _ -> idp.browser("198.51.100.40").get(address + "&ui_locales=" + LONG));
        here.get(address).expect(302);
    }
}
