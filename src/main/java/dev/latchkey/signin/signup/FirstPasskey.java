package dev.latchkey.signin.signup;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.platform.http.JsonBody;
import java.util.Map;

/// Making a passkey for somebody who does not exist yet.
public interface FirstPasskey {
    /// What the browser is to be asked, and the cookie that goes with it.
    record Begun(Map<String, Object> options, Cookie cookie) {}

    /// @param draft comes back with the answer
    Begun begin(Call call, UserId user, String userName, String displayName, String draft);

    /// Verifies the browser's answer.
    Proven finish(Call call, JsonBody answer);

    /// A passkey that is good, and not stored yet.
    interface Proven {
        UserId user();

        String draft();

        /// Stores it in the transaction that made its owner.
        ///
        /// @return its record's id
        String store(Call call, Tx tx);
    }
}
