package dev.latchkey.oidc.authorize;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.sessions.Session;
import dev.latchkey.signin.sessions.SignInCookies;
import java.util.Optional;

/// Takes people through the steps of an interaction, for the pages and for the REST API.
final class Steps {
    private final RequestParser parser;
    private final Requirements requirements;
    private final Interactions interactions;
    private final Passkeys passkeys;
    private final SignInCookies cookies;

    Steps(
            RequestParser parser,
            Requirements requirements,
            Interactions interactions,
            Passkeys passkeys,
            SignInCookies cookies) {
        this.parser = parser;
        this.requirements = requirements;
        this.interactions = interactions;
        this.passkeys = passkeys;
        this.cookies = cookies;
    }

    /// Where an interaction stands.
    sealed interface Situation {
        /// There is none such for this browser.
        record Over() implements Situation {}

        /// Nothing is left to do here; `/authorize` has the answer.
        record Settled() implements Situation {}

        record Waiting(Interaction interaction, AuthorizationRequest request, Requirements.Standing standing)
                implements Situation {}
    }

    /// Looks, and changes nothing.
    Situation look(Call call, Tx tx, String id, Optional<Session> session) {
        return interactions
                .find(tx, id, call)
                .map(found -> situation(tx, found, session))
                .orElseGet(Situation.Over::new);
    }

    /// Looks, and whoever is signed in is who it is about from now on.
    Situation enter(Tx tx, String id, Optional<Session> session, Interactions.Browser browser) {
        return interactions
                .claim(tx, id, browser)
                .map(found -> session.map(person -> interactions.bind(tx, found, person.user()))
                        .orElse(found))
                .map(found -> situation(tx, found, session))
                .orElseGet(Situation.Over::new);
    }

    private Situation situation(Tx tx, Interaction interaction, Optional<Session> session) {
        if (interaction.denied()
                || !(parser.parse(tx, interaction.parameters(), session) instanceof ParsedRequest.Asked(var request))) {
            return new Situation.Settled();
        }
        var standing = requirements.of(tx, request, session, Optional.of(interaction));
        return switch (standing) {
            case Requirements.Standing.Ready _, Requirements.Standing.SomebodyElse _ -> new Situation.Settled();
            case Requirements.Standing.SignedOut _, Requirements.Standing.NotAllowed _, Requirements.Standing.Open _ ->
                new Situation.Waiting(interaction, request, standing);
        };
    }

    /// Completes a step.
    ///
    /// @throws dev.latchkey.platform.RefusalException if a fresh passkey proof is needed and there is none
    Situation complete(Call call, Tx tx, Interaction interaction, Session session, Step step) {
        var changed = switch (step) {
            case AUTHENTICATE -> interactions.bind(tx, interaction, session.user());
            case SELECT_ACCOUNT -> interactions.selected(tx, interactions.bind(tx, interaction, session.user()));
            case REAUTHENTICATE -> proved(call, tx, interaction, session);
            case CONSENT -> interactions.consented(tx, interaction);
        };
        return situation(tx, changed, Optional.of(session));
    }

    /// A proof that is older than the interaction was made for something else.
    private Interaction proved(Call call, Tx tx, Interaction interaction, Session session) {
        if (cookies.read(call, SignInCookies.Kind.REAUTHENTICATION).isEmpty()) {
            throw new Refusal.Invalid("reauthenticationToken", "required", "is required").asException();
        }
        var at = passkeys.consumeReauthentication(call, tx, session.user())
                .filter(instant -> !instant.isBefore(interaction.createdAt()))
                .orElseThrow(
                        () -> Refusal.Unauthorized.reauthenticationRequired().asException());
        return interactions.proved(tx, interaction, at);
    }

    /// They said no.
    void deny(Tx tx, Interaction interaction) {
        interactions.denied(tx, interaction);
    }
}
