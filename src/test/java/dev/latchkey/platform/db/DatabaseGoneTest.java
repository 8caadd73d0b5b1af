package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.PostgresqlCluster;
import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestIdp;
import org.junit.jupiter.api.Test;

/// PostgreSQL goes and comes back: everybody is told so in their own language, and nothing is lost.
class DatabaseGoneTest {
    @Test
    void everybodyIsToldAndThenItWorksAgain() {
        try (var cluster = PostgresqlCluster.start();
                var idp = TestIdp.on(TestDatabase.createEmpty(cluster))) {
            var app = idp.client("notes").scopes("openid offline_access").create();
            var alice = idp.user("alice").withPasskey().create();
            var tokens = alice.signsInTo(app).tokens();
            var signIn = alice.signsInTo(app);
            cluster.down();
            app.refresh(tokens).answer().oauthError(503, "temporarily_unavailable");
            signIn.redeemed().oauthError(503, "temporarily_unavailable");
            var refused = alice.browserAsItIs().fetch("GET", "/api/users/me").refused(503, "unavailable");
            assertEquals("5", refused.header("Retry-After").orElse(""), refused.toString());
            var page = alice.browserAsItIs()
                    .get("/authorize?" + Form.of("client_id", app.id()).encoded())
                    .expect(503);
            assertTrue(page.header("Content-Type").orElse("").startsWith("text/html"), page.toString());
            assertEquals("5", page.header("Retry-After").orElse(""), page.toString());
            cluster.up();
            signIn.tokens();
            app.refresh(tokens).tokens();
            alice.browserAsItIs().fetch("GET", "/api/users/me").expect(200);
        }
    }
}
