package dev.latchkey.app;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.clients.Clients;
import dev.latchkey.clients.SignInTests;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.PendingRequestLimit;
import dev.latchkey.oidc.authorize.AuthorizationCodes;
import dev.latchkey.oidc.authorize.Authorize;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.clientauth.ClientAuthentication;
import dev.latchkey.oidc.device.DeviceAuthorization;
import dev.latchkey.oidc.device.DeviceCodes;
import dev.latchkey.oidc.discovery.Discovery;
import dev.latchkey.oidc.grants.AuthorizedClients;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.grants.RevokedAccessTokens;
import dev.latchkey.oidc.introspect.Introspection;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.logout.EndSession;
import dev.latchkey.oidc.revoke.Revocation;
import dev.latchkey.oidc.signintest.SignInTest;
import dev.latchkey.oidc.token.AccessTokens;
import dev.latchkey.oidc.token.ClaimsPreview;
import dev.latchkey.oidc.token.RefreshTokens;
import dev.latchkey.oidc.token.TestTokens;
import dev.latchkey.oidc.token.TokenEndpoint;
import dev.latchkey.oidc.userinfo.Userinfo;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.pages.Pages;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The objects of `oidc`. Most of them only know each other, so [App] sees them as one.
final class Protocol {
    private final SigningKeys keys;
    private final SignInTests tests;
    private final Grants grants;
    private final RefreshTokens refreshTokens;
    private final RevokedAccessTokens revoked = new RevokedAccessTokens();
    private final Authorize authorize;
    private final DeviceAuthorization deviceAuthorization;
    private final EndSession endSession;
    private final List<Consumer<Routes>> endpoints;

    /// What they need from below.
    record Parts(
            Audit audit,
            RefusedAttempts refusedAttempts,
            RateLimits limits,
            Users users,
            Groups groups,
            Clients clients,
            SignIn signIn,
            Pages pages) {}

    Protocol(Config config, Installation installation, Parts parts) {
        var db = installation.db();
        var random = installation.random();
        var serverKey = installation.serverKey();
        var issuer = config.appUrl().toString();
        var audit = parts.audit();
        var refusedAttempts = parts.refusedAttempts();
        var users = parts.users();
        var groups = parts.groups();
        var clients = parts.clients();
        var sessions = parts.signIn().sessions();
        var passkeys = parts.signIn().passkeys();
        var pages = parts.pages();

        keys = new SigningKeys(db, serverKey, random, issuer);
        grants = new Grants(random);
        sessions.onEnd((tx, ended, _) -> grants.endOfSessions(tx, ended));
        var claims = new Claims(issuer);
        var clientAuthentication = new ClientAuthentication(db, clients, parts.limits(), refusedAttempts);
        var authorizationCodes = new AuthorizationCodes(random);
        var deviceCodes = new DeviceCodes(serverKey, random);
        refreshTokens = new RefreshTokens(serverKey, random);
        var accessTokens = new AccessTokens(db, keys);
        boolean insecure = config.allowInsecureCallbackUrls();
        tests = new SignInTests(serverKey, random, issuer);
        var pending = new PendingRequestLimit(parts.limits());
        authorize = new Authorize(
                db,
                random,
                new Authorize.Settings(issuer, config.https(), insecure),
                new Authorize.Parts(
                        clients,
                        tests,
                        users,
                        groups,
                        grants,
                        keys,
                        authorizationCodes,
                        passkeys,
                        parts.signIn().cookies(),
                        audit,
                        refusedAttempts,
                        pending,
                        pages));
        deviceAuthorization = new DeviceAuthorization(
                db,
                issuer,
                deviceCodes,
                new DeviceAuthorization.Parts(
                        clientAuthentication,
                        clients,
                        users,
                        groups,
                        grants,
                        passkeys,
                        parts.signIn().remoteSignIns(),
                        audit,
                        pending,
                        pages));
        endSession = new EndSession(
                db, random, insecure, new EndSession.Parts(clients, users, sessions, grants, keys, pending, pages));
        var userinfo = new Userinfo(accessTokens, claims);
        var testTokens = new TestTokens(db, keys, claims, authorizationCodes, random);
        endpoints = List.of(
                new AuthorizedClients(db, users, grants, audit)::routes,
                new Discovery(keys, config.appUrl(), config.internalAppUrl(), pages::languages)::routes,
                new TokenEndpoint(
                        db,
                        clientAuthentication,
                        grants,
                        claims,
                        keys,
                        authorizationCodes,
                        deviceCodes,
                        refreshTokens,
                        audit,
                        refusedAttempts,
                        random)::routes,
                new ClaimsPreview(db, clients, claims, issuer, random)::routes,
                authorize::routes,
                deviceAuthorization::routes,
                endSession::routes,
                userinfo::routes,
                new SignInTest(db, issuer, new SignInTest.Parts(clients, tests, testTokens, userinfo, grants, audit))
                        ::routes,
                new Introspection(db, clientAuthentication, clients, accessTokens, refreshTokens, keys)::routes,
                new Revocation(db, clientAuthentication, keys, refreshTokens, grants, revoked)::routes);
    }

    void routes(Routes routes) {
        endpoints.forEach(endpoint -> endpoint.accept(routes));
    }

    void cleanUp(CleanUp cleanUp) {
        authorize.cleanUp(cleanUp);
        deviceAuthorization.cleanUp(cleanUp);
        endSession.cleanUp(cleanUp);
        cleanUp.add("refresh_tokens", refreshTokens::removeExpired)
                .add("grants", grants::removeExpired)
                .add("sign_in_tests", tests::removeExpired)
                .add("revoked_access_tokens", revoked::removeExpired);
    }

    /// The name of the app that somebody is on their way to.
    ///
    /// @param path where the browser goes after signing in
    Optional<String> appBehind(String path) {
        return authorize.appBehind(path);
    }

    /// Begins to read the keys.
    void start() {
        keys.start();
    }
}
