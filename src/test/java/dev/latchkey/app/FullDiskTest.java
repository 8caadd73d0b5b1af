package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.ServerProcess;
import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestIdp;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// No file can grow any more: not the database, its log of changes or the server's own log. What only reads goes
/// on, what writes is refused as something to try again, and nothing is used up by an attempt.
///
/// The disk is made full for one process by its limit of file sizes (`RLIMIT_FSIZE`), which Linux lets be moved
/// while it runs.
class FullDiskTest {
    private static final int TRIES = 3;

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsLostWhileTheDiskIsFull() throws Exception {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var server = ServerProcess.start(database, Map.of())) {
            var idp = TestIdp.on(server, 1);
            var admin = idp.admin();
            var app = idp.client("notes").scopes("openid offline_access").create();
            var alice = idp.user("alice").withPasskey().create();
            var tokens = alice.signsInTo(app).tokens();
            var waiting = alice.signsInTo(app);
            var bob = idp.user("bob").withPasskey().create();
            var group = Map.of("name", "family", "friendlyName", "Family");

            filesMayGrowTo("1", server);
            for (int i = 0; i < TRIES; i++) {
                refusedForNow(waiting.redeemed());
                refusedForNow(app.refresh(tokens).answer());
                refusedForNow(admin.calls("POST", "/api/user-groups", group));
                refusedForNow(admin.calls("DELETE", "/api/users/" + bob.id()));
                app.userinfo(tokens).expect(200);
                assertEquals("true", app.introspect(tokens.access()).expect(200).member("active"));
                alice.calls("GET", "/api/users/me").expect(200);
                idp.backchannel().get("/.well-known/openid-configuration").expect(200);
            }

            filesMayGrowTo("unlimited", server);
            assertTrue(!waiting.tokens().access().isEmpty(), "the code was not used up");
            assertTrue(!app.refresh(tokens).tokens().access().isEmpty(), "nor the refresh token");
            admin.calls("POST", "/api/user-groups", group).expect(201);
            bob.calls("GET", "/api/users/me").expect(200);
            assertEquals(143, server.stop());
            assertEquals(
                    1, database.number("select count(*) from pragma_integrity_check where integrity_check = 'ok'"));
            assertEquals(1, database.number("select count(*) from user_groups where name = 'family'"));
        }
    }

    private static void refusedForNow(Answer answer) {
        answer.expect(503);
        assertTrue(answer.header("Retry-After").isPresent(), "says when to try again");
    }

    private static void filesMayGrowTo(String bytes, ServerProcess server) throws Exception {
        var limit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertEquals(0, limit.waitFor(), "prlimit (util-linux) moves the limit");
    }
}
