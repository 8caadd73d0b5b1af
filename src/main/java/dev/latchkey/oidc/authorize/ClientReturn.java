package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.Redirect;
import dev.latchkey.oidc.ResponseMode;
import java.util.Optional;

/// Where and how an answer travels to the client. There is none without a verified [Redirect].
///
/// @param state repeated exactly as sent; none if none was sent
record ClientReturn(Redirect redirect, ResponseMode mode, Optional<String> state) {}
