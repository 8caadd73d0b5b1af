package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.Redirect;
import dev.latchkey.oidc.ResponseMode;
import dev.latchkey.platform.http.Parameters;
import java.util.Optional;

/// Where and how an answer travels to the client. There is none without a verified [Redirect].
///
/// @param state repeated exactly as sent; none if none was sent
record ClientReturn(Redirect redirect, ResponseMode mode, Optional<String> state) {
    /// As much as a request's headers may hold: a state that came in an address goes back in one.
    private static final int LONGEST = 64 * 1024;

    /// Whether the state can travel. A form takes one of any length; whether the client's own server reads an address
    /// as long as the one that it was asked with is the client's affair.
    boolean fits() {
        return mode == ResponseMode.FORM_POST
                || state.filter(text -> Parameters.encode(text).length() > LONGEST)
                        .isEmpty();
    }

    ClientReturn withoutState() {
        return new ClientReturn(redirect, mode, Optional.empty());
    }
}
