package dev.latchkey.signin.sessions;

import dev.latchkey.platform.db.Tx;
import java.util.List;

/// Told of ended sessions inside the transaction that ends them, so that what hangs from them ends with them.
@FunctionalInterface
public interface SessionsEnded {
    /// @param sessions at least one; their rows are already gone
    void ended(Tx tx, List<SessionId> sessions, EndReason reason);
}
