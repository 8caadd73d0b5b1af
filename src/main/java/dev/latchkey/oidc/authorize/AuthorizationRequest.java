package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.Client;
import dev.latchkey.oidc.Pkce;
import dev.latchkey.oidc.Scopes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What a client asks for; every parameter was checked.
///
/// @param redirectUriSent whether it named its redirect URI, or left it to the only one it has
/// @param scopes those that exist
/// @param maxAge how long ago the person may have proven themselves at most
/// @param expected whom it expects, by `id_token_hint` or by the `sub` that `claims` asks for; anybody if empty; by
/// their `sub`
/// @param loginHint whom it thinks it sends here; unlike `expected`, somebody else may answer
/// @param shared what the person has to agree to: the scopes, and those whose claims are asked for by name
/// @param claims the `claims` parameter as sent
record AuthorizationRequest(
        Client client,
        ClientReturn back,
        boolean redirectUriSent,
        Scopes scopes,
        Optional<String> nonce,
        Optional<Pkce> pkce,
        Set<Prompt> prompts,
        Optional<Duration> maxAge,
        Set<String> expected,
        Optional<LoginHint> loginHint,
        Scopes shared,
        Optional<String> claims) {
    boolean asks(Prompt prompt) {
        return prompts.contains(prompt);
    }
}
