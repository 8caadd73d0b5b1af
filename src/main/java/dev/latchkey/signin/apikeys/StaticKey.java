package dev.latchkey.signin.apikeys;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.CallerFinder;
import java.util.Optional;

/// The key that the environment may name, for programs that set an installation up. It acts as an administrator's
/// account of its own, made at its first use and removed at the first start without it.
final class StaticKey {
    private final Db db;
    private final Users users;
    private final Optional<Secret> configured;

    StaticKey(Db db, Users users, Optional<Secret> configured) {
        this.db = db;
        this.users = users;
        this.configured = configured;
    }

    private record StaticCaller(UserId user, boolean administrator) implements Caller {
        @Override
        public String userId() {
            return user.value();
        }

        @Override
        public String limitKey() {
            return user.value();
        }

        @Override
        public Optional<String> credential() {
            return Optional.of("STATIC_API_KEY");
        }
    }

    boolean is(Secret sent) {
        return configured.filter(sent::matches).isPresent();
    }

    CallerFinder.Found found() {
        var user = db.read(tx -> users.find(tx, UserId.STATIC_API_USER)).orElseGet(this::create);
        return user.disabled()
                ? new CallerFinder.Found.Disabled()
                : new CallerFinder.Found.Known(new StaticCaller(user.id(), user.administrator()));
    }

    private User create() {
        try {
            return db.write(users::createStaticApiUser);
        } catch (RefusalException e) {
            // Another request was first.
            return db.read(tx -> users.find(tx, UserId.STATIC_API_USER)).orElseThrow(() -> e);
        }
    }

    void removeUserUnlessConfigured() {
        if (configured.isEmpty()) {
            db.write(users::deleteStaticApiUser);
        }
    }
}
