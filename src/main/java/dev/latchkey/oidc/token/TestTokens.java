package dev.latchkey.oidc.token;

import dev.latchkey.clients.Client;
import dev.latchkey.clients.SignInTests;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.authorize.AuthorizationCodes;
import dev.latchkey.oidc.authorize.Redemption;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.claims.LiveGrant;
import dev.latchkey.oidc.claims.LiveGrants;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.keys.TokenType;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/// Redeems the code of a sign-in test, as the token endpoint would for the client: by the same statement, with tokens
/// that are made and signed the same way. The client proves nothing, since this server keeps no more than the hash of
/// its secret; in its place stands the PKCE verifier, which only this server has. No refresh token is made.
public final class TestTokens {
    private final Db db;
    private final SigningKeys keys;
    private final AuthorizationCodes codes;
    private final Tokens tokens;

    public TestTokens(Db db, SigningKeys keys, Claims claims, AuthorizationCodes codes, SecureRandom random) {
        this.db = db;
        this.keys = keys;
        this.codes = codes;
        this.tokens = new Tokens(keys, claims, random);
    }

    /// What became of the code.
    public sealed interface Outcome {
        /// @param accessToken for this server alone; whoever gets it ends the grant
        /// @param idToken its claims, for people to read
        record Issued(GrantId grant, Secret accessToken, Map<String, Object> idToken, Scopes scopes)
                implements Outcome {}

        /// The code is not good.
        record Refused() implements Outcome {}

        /// The person lost the right to use the app, or signed out, after the code was given.
        record Ended() implements Outcome {}
    }

    public Outcome redeem(Client client, SignInTests.Plan plan, Secret code) {
        var signer = keys.signer();
        var redeemed = db.write(tx -> switch (codes.redeem(
                tx,
                client.id(),
                code,
                Optional.of(plan.callback()),
                Optional.of(plan.verifier().reveal()))) {
            case Redemption.Redeemed good when good.nonce().equals(Optional.of(plan.nonce())) -> Optional.of(good);
            case Redemption.Redeemed _, Redemption.Replayed _, Redemption.Refused _ ->
                Optional.<Redemption.Redeemed>empty();
        });
        if (redeemed.isEmpty()) {
            return new Outcome.Refused();
        }
        return db.read(tx -> LiveGrants.find(tx, redeemed.get().grant()))
                .map(live -> issued(signer, client, live, redeemed.get().nonce()))
                .orElseGet(Outcome.Ended::new);
    }

    private Outcome issued(SigningKeys.Signer signer, Client client, LiveGrant live, Optional<String> nonce) {
        var scopes = live.grant().scopes();
        var order = new Tokens.Order(signer, db.now(), client, live, scopes, nonce);
        var access = tokens.access(order);
        if (keys.verify(tokens.id(order, access), TokenType.ID).isEmpty()) {
            throw new IllegalStateException("an ID token that was just signed does not verify");
        }
        return new Outcome.Issued(
                live.grant().id(), new Secret(access), ReadableClaims.of(tokens.idClaims(order, access)), scopes);
    }
}
