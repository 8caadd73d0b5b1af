package dev.latchkey.oidc.logout;

import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.Clients;
import dev.latchkey.clients.Redirect;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.keys.VerifiedToken;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Parameters;
import java.util.List;
import java.util.Optional;

/// What an app asks for when it sends its person to sign out (RP-Initiated Logout §2).
sealed interface LogoutRequest {
    /// Something about it is wrong: it is never acted upon without asking, and leads nowhere.
    record Faulty(Fault fault) implements LogoutRequest {}

    /// @param hint the ID token it sent, which is ours and this client's; expired counts
    /// @param client by the hint, or by `client_id`
    /// @param next where to go afterwards; registered by this client
    record Sound(Optional<VerifiedToken> hint, Optional<Client> client, Optional<Redirect> next, Optional<String> state)
            implements LogoutRequest {}

    /// What is wrong.
    enum Fault {
        BAD_HINT,
        BAD_ADDRESS,
        REPEATED
    }

    /// As much as a request's headers may hold: a state that came in an address goes back in one.
    int LONGEST_STATE = 64 * 1024;

    List<String> PARAMETERS = List.of("id_token_hint", "client_id", "post_logout_redirect_uri", "state");

    /// @throws dev.latchkey.platform.RefusalException `request_too_large`, if the state fits into no address
    static LogoutRequest parse(Tx tx, Parameters parameters, Clients clients, SigningKeys keys, boolean allowInsecure) {
        if (PARAMETERS.stream().anyMatch(parameters::repeated)) {
            return new Faulty(Fault.REPEATED);
        }
        var sent = parameters.value("id_token_hint");
        var hint = sent.flatMap(keys::verifyHint);
        var named = parameters.value("client_id").filter(id -> !id.isBlank());
        boolean othersHint = hint.isPresent()
                && named.filter(id -> !hint.get().audience().contains(id)).isPresent();
        if ((sent.isPresent() && hint.isEmpty()) || othersHint) {
            return new Faulty(Fault.BAD_HINT); // §2: the client_id has to be the one the ID token was issued to
        }
        var id = named.or(() -> hint.flatMap(token -> token.audience().stream().findFirst()));
        var client = id.flatMap(text -> clients.find(tx, new ClientId(text)));
        var address = parameters.value("post_logout_redirect_uri");
        var next = address.flatMap(uri -> client.flatMap(app -> Redirect.matchLogout(app, uri, allowInsecure)));
        if (address.isPresent() && next.isEmpty()) {
            return new Faulty(Fault.BAD_ADDRESS);
        }
        var state = parameters.value("state");
        if (state.filter(text -> Parameters.encode(text).length() > LONGEST_STATE)
                .isPresent()) {
            throw new Refusal.TooLarge(LONGEST_STATE).asException();
        }
        return new Sound(hint, client, next, state);
    }
}
