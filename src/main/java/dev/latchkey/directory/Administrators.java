package dev.latchkey.directory;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.Call;

/// Keeps whoever came with a limited credential away from the accounts of administrators.
public final class Administrators {
    private Administrators() {}

    /// Whoever could make an administrator, or get into an administrator's account, could do everything, whatever the
    /// scopes of the key say.
    ///
    /// @param concerned whether the account is an administrator's, or is to become one
    /// @throws dev.latchkey.platform.RefusalException `api_key_scope_missing`
    public static void refuseRestricted(Call call, boolean concerned) {
        if (concerned && call.caller().filter(caller -> caller.restricted()).isPresent()) {
            throw restricted().asException();
        }
    }

    static Refusal restricted() {
        return new Refusal.Forbidden(
                "api_key_scope_missing", "An API key with scopes may not change administrators' accounts");
    }
}
