package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.Clients;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.grants.Consents;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.signin.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what stands between a request and its answer.
final class Requirements {
    /// How long a proof made in an interaction counts for a `max_age` that is shorter. `max_age=0` could never be met
    /// otherwise: the proof is always some seconds old when the browser returns with it.
    private static final Duration PROOF_COUNTS = Duration.ofMinutes(5);

    private final Clients clients;
    private final Users users;

    Requirements(Clients clients, Users users) {
        this.clients = clients;
        this.users = users;
    }

    /// How far a person has come.
    sealed interface Standing {
        /// Nobody is signed in.
        record SignedOut() implements Standing {}

        /// Somebody is, and not whom the client expects (OpenID Connect Core §3.1.2.1, `id_token_hint`).
        record SomebodyElse() implements Standing {}

        /// They are in none of the groups that may use the app.
        record NotAllowed() implements Standing {}

        /// Steps are open; the list is never empty.
        record Open(List<Step> steps) implements Standing {}

        /// Nothing is left to do.
        ///
        /// @param authTime when the person last proved themselves
        /// @param known whether they had agreed to all of it before
        record Ready(Instant authTime, boolean known) implements Standing {}
    }

    /// @param interaction none for a request that just arrived
    Standing of(Tx tx, AuthorizationRequest request, Optional<Session> session, Optional<Interaction> interaction) {
        if (session.isEmpty()) {
            return new Standing.SignedOut();
        }
        var person = session.get();
        if (!request.expected().stream().allMatch(person.userId()::equals)) {
            return new Standing.SomebodyElse();
        }
        if (!clients.mayUse(tx, request.client(), person.user())) {
            return new Standing.NotAllowed();
        }
        var own = interaction.filter(
                waiting -> waiting.user().filter(person.user()::equals).isPresent());
        var proof = proof(person, own);
        boolean provedHere = own.isPresent() && !proof.isBefore(own.get().createdAt());
        boolean known = Consents.covers(tx, person.user(), request.client().id(), request.shared());

        var open = new ArrayList<Step>();
        if (interaction.isPresent() && own.isEmpty()) {
            open.add(Step.AUTHENTICATE);
        }
        boolean signedInHere =
                own.isPresent() && !person.authTime().isBefore(own.get().createdAt());
        if (!signedInHere && own.filter(Interaction::accountSelected).isEmpty() && choiceNeeded(tx, request, person)) {
            open.add(Step.SELECT_ACCOUNT);
        }
        if (proofNeeded(tx, request, person, proof, provedHere)) {
            open.add(Step.REAUTHENTICATE);
        }
        if (own.filter(Interaction::consented).isEmpty() && consentNeeded(request, known, provedHere)) {
            open.add(Step.CONSENT);
        }
        return open.isEmpty() ? new Standing.Ready(proof, known) : new Standing.Open(List.copyOf(open));
    }

    /// A hint is no demand (OpenID Connect Core §3.1.2.1): it makes a page ask, and `prompt=none` shows no page.
    private boolean choiceNeeded(Tx tx, AuthorizationRequest request, Session session) {
        if (request.asks(Prompt.SELECT_ACCOUNT)) {
            return true;
        }
        return !request.asks(Prompt.NONE)
                && request.loginHint()
                        .filter(hint -> !hint.names(users.get(tx, session.user())))
                        .isPresent();
    }

    private static Instant proof(Session session, Optional<Interaction> own) {
        return own.flatMap(Interaction::provedAt)
                .filter(session.authTime()::isBefore)
                .orElse(session.authTime());
    }

    /// `prompt=login` is met only by a proof made in this interaction (OpenID Connect Core §3.1.2.1); so is an app
    /// that always wants one, and there it has to be a passkey. A proof too old for `max_age` has to be made anew.
    private static boolean proofNeeded(
            Tx tx, AuthorizationRequest request, Session session, Instant proof, boolean provedHere) {
        if (request.asks(Prompt.LOGIN) && !provedHere) {
            return true;
        }
        boolean passkey = session.amr().contains("phr") || proof.isAfter(session.authTime());
        if (request.client().requiresReauthentication() && !(provedHere && passkey)) {
            return true;
        }
        return request.maxAge()
                .map(age -> provedHere && age.compareTo(PROOF_COUNTS) < 0 ? PROOF_COUNTS : age)
                .filter(age -> !tx.now().isBefore(proof.plus(age)))
                .isPresent();
    }

    /// The identity of a public client on loopback or a private scheme is not assured, so what was allowed before does
    /// not answer for a request that nobody had a hand in (RFC 8252 §8.6).
    private static boolean consentNeeded(AuthorizationRequest request, boolean known, boolean provedHere) {
        if (request.asks(Prompt.CONSENT)) {
            return true;
        }
        if (request.client().skipConsent()) {
            return false;
        }
        boolean assured =
                !request.client().isPublic() || !request.back().redirect().loopbackOrPrivateScheme();
        return !known || (!assured && !provedHere);
    }
}
