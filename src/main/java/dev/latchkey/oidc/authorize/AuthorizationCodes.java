package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.ClientId;
import dev.latchkey.oidc.Pkce;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/// Authorization codes (RFC 6749 §4.1.2): bound to client, redirect URI and PKCE challenge, good once, for 60 seconds.
public final class AuthorizationCodes {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int MOST_FAILURES = 10;

    private final SecureRandom random;

    public AuthorizationCodes(SecureRandom random) {
        this.random = random;
    }

    /// What a code stands for.
    ///
    /// @param redirectUriSent whether the request named it, so that the token request has to as well (§4.1.3)
    record NewCode(
            GrantId grant,
            ClientId client,
            String redirectUri,
            boolean redirectUriSent,
            Optional<Pkce> pkce,
            Optional<String> nonce) {}

    Secret issue(Tx tx, NewCode code) {
        var secret = Secret.random(random, 32, "lk_ac_");
        tx.sql("""
                insert into authorization_codes (hash, grant_id, client_id, redirect_uri, redirect_uri_sent,
                                                 code_challenge, nonce, failures, expires_at)
                values (:hash, :grant, :client, :redirect, :sent, :challenge, :nonce, 0, :expires)
                """)
                .bind("hash", secret.hash())
                .bind("grant", code.grant().value())
                .bind("client", code.client().value())
                .bind("redirect", code.redirectUri())
                .bind("sent", code.redirectUriSent())
                .bind("challenge", code.pkce().map(Pkce::challenge).orElse(""))
                .bind("nonce", code.nonce().orElse(null))
                .bind("expires", tx.now().plus(LIFE))
                .update();
        return secret;
    }

    /// Uses a code up, in one statement, so that of two requests at once only one wins. Whatever does not fit leaves it
    /// to its owner, ten times: burning it at the first would let anybody who saw a code spoil a sign-in.
    ///
    /// @param client who authenticated at the token endpoint
    /// @param redirectUri the token request's `redirect_uri`
    /// @param verifier the token request's `code_verifier`
    public Redemption redeem(
            Tx tx, ClientId client, Secret code, Optional<String> redirectUri, Optional<String> verifier) {
        // Without a challenge a verifier is refused as well, else stripping the challenge from a request would go
        // unnoticed (RFC 9700 §2.1.1, PKCE downgrade).
        var challenge = verifier.map(
                        text -> Pkce.ofVerifier(text).map(Pkce::challenge).orElse("(malformed)"))
                .orElse("");
        return tx.sql("""
                update authorization_codes
                   set used_at = :now
                 where hash = :hash and client_id = :client and code_challenge = :challenge
                   and (redirect_uri = :redirect or redirect_uri_sent = false)
                   and used_at is null and expires_at > :now and failures < :most
                returning grant_id, nonce
                """)
                .bind("hash", code.hash())
                .bind("client", client.value())
                .bind("challenge", challenge)
                .bind("redirect", redirectUri.orElse(""))
                .bind("now", tx.now())
                .bind("most", MOST_FAILURES)
                .<Redemption>first(
                        row -> new Redemption.Redeemed(new GrantId(row.text("grant_id")), row.optionalText("nonce")))
                .orElseGet(() -> refuse(tx, client, code, redirectUri.orElse(""), challenge));
    }

    private record Stored(
            GrantId grant,
            String client,
            String redirectUri,
            boolean redirectUriSent,
            String challenge,
            int failures,
            boolean used) {
        static Stored of(Row row) {
            return new Stored(
                    new GrantId(row.text("grant_id")),
                    row.text("client_id"),
                    row.text("redirect_uri"),
                    row.flag("redirect_uri_sent"),
                    row.text("code_challenge"),
                    row.integer("failures"),
                    row.optionalInstant("used_at").isPresent());
        }
    }

    private static Redemption refuse(Tx tx, ClientId client, Secret code, String redirectUri, String challenge) {
        var stored = tx.sql("""
                select grant_id, client_id, redirect_uri, redirect_uri_sent, code_challenge, failures, used_at
                  from authorization_codes
                 where hash = :hash
                """).bind("hash", code.hash()).first(Stored::of);
        if (stored.isEmpty()) {
            return new Redemption.Refused(Redemption.Reason.UNKNOWN);
        }
        var found = stored.get();
        var misfit = misfit(found, client, redirectUri, challenge);
        if (found.used()) {
            // What is wrong is neither counted nor a proof of theft: else whoever used the code first could make the
            // count end what its owner's request would reveal (RFC 6749 §4.1.2).
            return misfit.<Redemption>map(Redemption.Refused::new)
                    .orElseGet(() -> new Redemption.Replayed(found.grant()));
        }
        if (found.failures() >= MOST_FAILURES) {
            return new Redemption.Refused(Redemption.Reason.TOO_MANY_FAILURES);
        }
        misfit.ifPresent(_ -> tx.sql(
                        "update authorization_codes set failures = failures + 1 where hash = :hash and used_at is null")
                .bind("hash", code.hash())
                .update());
        return new Redemption.Refused(misfit.orElse(Redemption.Reason.EXPIRED));
    }

    /// What of a request is not as the code was issued.
    private static Optional<Redemption.Reason> misfit(
            Stored code, ClientId client, String redirectUri, String challenge) {
        if (!code.client().equals(client.value())) {
            return Optional.of(Redemption.Reason.WRONG_CLIENT);
        }
        if (code.redirectUriSent() && !code.redirectUri().equals(redirectUri)) {
            return Optional.of(Redemption.Reason.WRONG_REDIRECT_URI);
        }
        return code.challenge().equals(challenge) ? Optional.empty() : Optional.of(Redemption.Reason.WRONG_VERIFIER);
    }
}
