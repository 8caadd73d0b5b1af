package dev.latchkey.signin.sessions;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;

/// Who is told of a session that begins, in the transaction that begins it.
@FunctionalInterface
public interface SessionStarted {
    void started(Call call, Tx tx, UserId user);
}
