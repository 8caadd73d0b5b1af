package dev.latchkey.clients;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Tests of signing in to a client, which an administrator begins on its page. They end at a callback of this server's
/// own. It is registered for nobody: a request may name it only with the `state` of a test that runs, for the client
/// and in the browser session that the test was begun for.
///
/// The PKCE verifier and the nonce are derived from the state under the server key. The browser carries the state and
/// the code, and neither is of use without the verifier, which never leaves this process.
public final class SignInTests {
    /// The page that finishes a test.
    private static final String CALLBACK = "/settings/admin/sign-in-test";

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final ServerKey serverKey;
    private final SecureRandom random;
    private final String callback;

    public SignInTests(ServerKey serverKey, SecureRandom random, String issuer) {
        this.serverKey = serverKey;
        this.random = random;
        this.callback = issuer + CALLBACK;
    }

    /// What a test sends and expects.
    ///
    /// @param nonce what has to stand in the ID token
    public record Plan(Secret state, String callback, Secret verifier, String nonce) {}

    /// A test that was used up.
    public record Finished(ClientId client, Plan plan) {}

    /// Begins one.
    ///
    /// @param session of the administrator's browser, by its id
    public Plan begin(Tx tx, ClientId client, String session) {
        var state = Secret.random(random, 32);
        tx.sql("""
                insert into sign_in_tests (state_hash, client_id, session_id, expires_at)
                values (:state, :client, :session, :expires)
                """)
                .bind("state", state.hash())
                .bind("client", client.value())
                .bind("session", session)
                .bind("expires", tx.now().plus(LIFE))
                .update();
        return plan(state);
    }

    private Plan plan(Secret state) {
        return new Plan(state, callback, new Secret(derived("verifier", state)), derived("nonce", state));
    }

    private String derived(String purpose, Secret state) {
        var mac = serverKey.mac("sign-in-test/" + purpose, state.reveal().getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /// Whether an address is the callback of tests, which nobody else may have.
    public boolean isCallback(String uri) {
        return uri.equals(callback);
    }

    /// The callback, for a test that runs.
    public Optional<Redirect> redirect(Tx tx, ClientId client, String session, String state) {
        return tx.sql("""
                select client_id
                  from sign_in_tests
                 where state_hash = :state and client_id = :client and session_id = :session and expires_at > :now
                """)
                .bind("state", Hashes.sha256Hex(state))
                .bind("client", client.value())
                .bind("session", session)
                .bind("now", tx.now())
                .first(_ -> Redirect.ofTest(callback));
    }

    /// Uses a test up. Of two requests at once only one does.
    public Optional<Finished> finish(Tx tx, String state, String session) {
        return tx.sql("""
                delete from sign_in_tests
                 where state_hash = :state and session_id = :session and expires_at > :now
                returning client_id
                """)
                .bind("state", Hashes.sha256Hex(state))
                .bind("session", session)
                .bind("now", tx.now())
                .first(row -> new Finished(new ClientId(row.text("client_id")), plan(new Secret(state))));
    }

    /// Removes those that nobody finished in time.
    public int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from sign_in_tests
                 where state_hash in (select state_hash from sign_in_tests where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }
}
