package dev.latchkey.signin;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.signup.FirstPasskey;

/// Lets set-up make a passkey without knowing how that is done.
public record SetUpPasskey(Passkeys passkeys) implements FirstPasskey {
    @Override
    public Begun begin(Call call, UserId user, String userName, String displayName, String draft) {
        var begun = passkeys.beginSetUp(call, user, userName, displayName, draft);
        return new Begun(begun.options(), begun.cookie());
    }

    @Override
    public Proven finish(Call call, JsonBody answer) {
        return new Verified(passkeys.finishSetUp(call, answer));
    }

    private record Verified(Passkeys.SetUp passkey) implements Proven {
        @Override
        public UserId user() {
            return passkey.user();
        }

        @Override
        public String draft() {
            return passkey.draft();
        }

        @Override
        public String store(Call call, Tx tx) {
            return passkey.store(call, tx);
        }
    }
}
