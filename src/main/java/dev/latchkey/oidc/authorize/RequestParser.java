package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.Clients;
import dev.latchkey.clients.Redirect;
import dev.latchkey.clients.SignInTests;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.Pkce;
import dev.latchkey.oidc.ResponseMode;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.RequestedClaims;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.signin.sessions.Session;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Reads an authorization request. The order of the checks decides what the client hears of a request with several
/// faults, and keeps anything unverified from being redirected to.
final class RequestParser {
    private final Clients clients;
    private final SignInTests tests;
    private final SigningKeys keys;
    private final boolean allowInsecure;

    /// @param allowInsecure whether `http` callbacks other than loopback are allowed
    RequestParser(Clients clients, SignInTests tests, SigningKeys keys, boolean allowInsecure) {
        this.clients = clients;
        this.tests = tests;
        this.keys = keys;
        this.allowInsecure = allowInsecure;
    }

    /// @param session who asks, if the browser can tell: a form posted by another site carries no cookie
    ParsedRequest parse(Tx tx, RequestParameters parameters, Optional<Session> session) {
        var id = parameters.value("client_id").filter(text -> !text.isBlank());
        if (id.isEmpty() || parameters.repeated().contains("client_id")) {
            return new ParsedRequest.Unreturnable(PageError.APP_NOT_NAMED);
        }
        var client = clients.find(tx, new ClientId(id.get()));
        if (client.isEmpty()) {
            return new ParsedRequest.Unreturnable(PageError.UNKNOWN_APP);
        }
        var scopes = Scopes.parse(parameters.value("scope").orElse("")).supported();
        var named = callback(client.get(), parameters, scopes);
        if (named.isEmpty()) {
            return new ParsedRequest.Unreturnable(PageError.CALLBACK_NOT_NAMED);
        }
        boolean test = tests.isCallback(named.get());
        var redirect = test
                ? ownCallback(tx, client.get(), parameters, session)
                : Redirect.match(client.get(), named.get(), allowInsecure);
        if (redirect.isEmpty()) {
            return new ParsedRequest.Unreturnable(test ? PageError.TEST_OVER : PageError.CALLBACK_NOT_REGISTERED);
        }
        // From here on the client may hear what is wrong (RFC 6749 §4.1.2.1). A state sent twice is repeated to nobody.
        var asked = parameters.value("response_mode");
        var mode = asked.flatMap(ResponseMode::parse);
        var state = parameters.value("state").filter(_ -> !parameters.repeated().contains("state"));
        var back = new ClientReturn(redirect.get(), mode.orElse(ResponseMode.QUERY), state);
        if (!back.fits()) {
            return new ParsedRequest.Refused(
                    OAuthError.invalidRequest("state is too long for an address; response_mode=form_post takes it"),
                    back.withoutState());
        }
        try {
            refuseWhatNobodyMaySend(parameters);
            if (asked.isPresent() && mode.isEmpty()) {
                throw OAuthError.invalidRequest("response_mode is none of query, fragment, form_post");
            }
            return new ParsedRequest.Asked(request(client.get(), back, scopes, parameters));
        } catch (OAuthError error) {
            return new ParsedRequest.Refused(error, back);
        }
    }

    /// Only an administrator's own test ends at this server.
    private Optional<Redirect> ownCallback(
            Tx tx, Client client, RequestParameters parameters, Optional<Session> session) {
        return session.filter(Session::administrator)
                .flatMap(person -> parameters
                        .value("state")
                        .filter(_ -> !parameters.repeated().contains("state"))
                        .flatMap(state ->
                                tests.redirect(tx, client.id(), person.id().value(), state)));
    }

    /// The redirect URI, which only a request without `openid` may leave to the one address that is registered
    /// (RFC 6749 §3.1.2.3, OpenID Connect Core §3.1.2.1).
    private static Optional<String> callback(Client client, RequestParameters parameters, Scopes scopes) {
        if (parameters.repeated().contains("redirect_uri")) {
            return Optional.empty();
        }
        var registered = client.callbackUrls();
        return parameters
                .value("redirect_uri")
                .or(() -> !scopes.has(Scopes.OPENID) && registered.size() == 1
                        ? registered.stream()
                                .filter(url -> url.indexOf('*') < 0)
                                .findFirst()
                        : Optional.empty());
    }

    private static void refuseWhatNobodyMaySend(RequestParameters parameters) {
        var repeated = parameters.repeated().stream().sorted().findFirst();
        if (repeated.isPresent()) {
            throw repeated.get().equals("resource")
                    ? OAuthError.invalidTarget("There are no APIs to ask for")
                    : OAuthError.invalidRequest(repeated.get() + " was sent more than once");
        }
        if (parameters.has("request")) {
            throw OAuthError.of("request_not_supported", "Request objects are not supported");
        }
        if (parameters.has("request_uri")) {
            throw OAuthError.of("request_uri_not_supported", "request_uri is not supported");
        }
        if (parameters.has("registration")) {
            throw OAuthError.of("registration_not_supported", "registration is not supported");
        }
        if (parameters.has("resource")) {
            throw OAuthError.invalidTarget("There are no APIs to ask for"); // RFC 8707 §2
        }
    }

    private AuthorizationRequest request(
            Client client, ClientReturn back, Scopes scopes, RequestParameters parameters) {
        if (!parameters.value("response_type").equals(Optional.of("code"))) {
            throw OAuthError.of("unsupported_response_type", "response_type has to be code");
        }
        var prompts = parameters
                .value("prompt")
                .map(text -> Prompt.parse(text)
                        .orElseThrow(() ->
                                OAuthError.invalidRequest("prompt has an unknown value, or none beside another value")))
                .orElse(Set.of());
        var claims = parameters.value("claims").map(RequestParser::claims).orElse(RequestedClaims.NONE);
        return new AuthorizationRequest(
                client,
                back,
                parameters.has("redirect_uri"),
                scopes,
                parameters.value("nonce"),
                pkce(client, parameters),
                prompts,
                parameters.value("max_age").map(RequestParser::maxAge),
                expected(parameters, claims),
                parameters.value("login_hint").flatMap(LoginHint::parse),
                scopes.and(claims.scopes()),
                parameters.value("claims"));
    }

    private static Optional<Pkce> pkce(Client client, RequestParameters parameters) {
        var challenge = parameters.value("code_challenge");
        var method = parameters.value("code_challenge_method");
        if (challenge.isEmpty()) {
            if (method.isPresent()) {
                throw OAuthError.invalidRequest("code_challenge is missing");
            }
            if (client.isPublic() || client.pkceRequired()) {
                throw OAuthError.invalidRequest("This client has to use PKCE with S256"); // RFC 9700 §2.1.1
            }
            return Optional.empty();
        }
        // RFC 7636 §4.3: without a method it would be plain, which is refused.
        if (!method.equals(Optional.of(Pkce.METHOD))) {
            throw OAuthError.invalidRequest("code_challenge_method has to be S256");
        }
        return Optional.of(Pkce.parse(challenge.get())
                .orElseThrow(() -> OAuthError.invalidRequest("code_challenge is not base64url of a SHA-256")));
    }

    private static Duration maxAge(String text) {
        if (!text.matches("[0-9]{1,10}")) {
            throw OAuthError.invalidRequest("max_age is not a number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static RequestedClaims claims(String text) {
        var claims = RequestedClaims.parse(text)
                .orElseThrow(() -> OAuthError.invalidRequest("claims is not the JSON that it should be"));
        if (claims.essentialAcr()) {
            // OpenID Connect Core §5.5.1.1: there is no level to assert here, so none that is essential can be met.
            throw OAuthError.of("unmet_authentication_requirements", "No authentication context class can be asserted");
        }
        return claims;
    }

    private Set<String> expected(RequestParameters parameters, RequestedClaims claims) {
        var expected = new HashSet<String>();
        parameters
                .value("id_token_hint")
                .map(hint -> keys.verifyHint(hint)
                        .orElseThrow(() -> OAuthError.invalidRequest("id_token_hint is no ID token of this provider")))
                .ifPresent(hint -> expected.add(hint.required("sub")));
        claims.subject().ifPresent(expected::add);
        return Set.copyOf(expected);
    }
}
