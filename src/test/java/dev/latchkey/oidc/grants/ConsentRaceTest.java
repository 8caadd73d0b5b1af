package dev.latchkey.oidc.grants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A person agrees in two tabs at the same moment, on two servers of one database.
@OnBothDatabases
class ConsentRaceTest {
    private static final long MOMENT_MILLIS = 300;

    @Test
    void twoFirstConsentsAtOnceAreBothRemembered(TestIdp idp) {
        bothAreRemembered(idp, Scopes.of("profile"), Scopes.of("email"));
    }

    @Test
    void twoFurtherConsentsAtOnceAreBothRemembered(TestIdp idp) {
        bothAreRemembered(idp, Scopes.of("openid"), Scopes.of("openid", "profile"), Scopes.of("openid", "groups"));
    }

    @Test
    void whatWasAgreedToBeforeStaysWhateverIsAgreedToLater(TestIdp idp) {
        bothAreRemembered(idp, Scopes.of("openid", "email", "groups"), Scopes.of("email"), Scopes.of("profile"));
    }

    private void bothAreRemembered(TestIdp idp, Scopes before, Scopes one, Scopes other) {
        var user = new UserId(idp.user("alice").create().id());
        var client = new ClientId(idp.client("notes").create().id());
        try (var db = Database.open(idp.database().address(), idp.clock())) {
            remember(db, user, client, before);
        }
        together(idp, user, client, before, one, other);
    }

    private void bothAreRemembered(TestIdp idp, Scopes one, Scopes other) {
        var user = new UserId(idp.user("alice").create().id());
        var client = new ClientId(idp.client("notes").create().id());
        together(idp, user, client, Scopes.NONE, one, other);
    }

    /// The first holds its transaction open until the second has had time to begin.
    private void together(TestIdp idp, UserId user, ClientId client, Scopes before, Scopes one, Scopes other) {
        var written = new CountDownLatch(1);
        try (var first = Database.open(idp.database().address(), idp.clock());
                var second = Database.open(idp.database().address(), idp.clock())) {
            Together.run(2, i -> {
                if (i == 0) {
                    return first.write(tx -> {
                        Consents.remember(tx, user, client, one);
                        written.countDown();
                        return pause();
                    });
                }
                await(written);
                return remember(second, user, client, other);
            });
            var agreed = first.read(tx -> Consents.of(tx, user, client)).orElse(Scopes.NONE);
            assertEquals(Set.copyOf(before.and(one).and(other).values()), Set.copyOf(agreed.values()));
        }
    }

    private boolean remember(Db db, UserId user, ClientId client, Scopes scopes) {
        return db.write((Tx tx) -> {
            Consents.remember(tx, user, client, scopes);
            return true;
        });
    }

    private static boolean pause() {
        await(new CountDownLatch(1));
        return true;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
