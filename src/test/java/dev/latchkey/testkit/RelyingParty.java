package dev.latchkey.testkit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// An application that is registered with the server, and what it says to it.
public final class RelyingParty {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestIdp idp;
    private final String id;
    private final String secret;
    private final String callback;
    private final String scopes;

    RelyingParty(TestIdp idp, String id, String secret, String callback, String scopes) {
        this.idp = idp;
        this.id = id;
        this.secret = secret;
        this.callback = callback;
        this.scopes = scopes;
    }

    public String id() {
        return id;
    }

    public String callback() {
        return callback;
    }

    /// The same, talking to another server of the same database.
    RelyingParty at(TestIdp other) {
        return new RelyingParty(other, id, secret, callback, scopes);
    }

    /// Where its pages are.
    public String origin() {
        return callback.substring(0, callback.indexOf('/', "https://".length()));
    }

    /// A request as a careful application makes it: state, nonce and PKCE, all fresh.
    public AuthorizationRequest request() {
        var verifier = random();
        return new AuthorizationRequest(
                Form.of(
                        "client_id",
                        id,
                        "redirect_uri",
                        callback,
                        "response_type",
                        "code",
                        "scope",
                        scopes,
                        "state",
                        random(),
                        "nonce",
                        random(),
                        "code_challenge",
                        AuthorizationRequest.challenge(verifier),
                        "code_challenge_method",
                        "S256"),
                verifier);
    }

    public Answer redeem(String code, AuthorizationRequest request) {
        return token(redemption(code, request));
    }

    /// The parameters that redeem a code.
    public Form redemption(String code, AuthorizationRequest request) {
        var form = Form.of("grant_type", "authorization_code", "code", code, "redirect_uri", callback);
        return request.verifier().isEmpty() ? form : form.and("code_verifier", request.verifier());
    }

    /// Asks the token endpoint, authenticated as this application is: Basic, or by its id alone.
    public Answer token(Form form) {
        return post("/api/oidc/token", form);
    }

    /// Refreshes, whatever comes of it.
    public Refresh refresh(Tokens tokens) {
        return refresh(tokens.refresh());
    }

    public Refresh refresh(String token) {
        return new Refresh(token(Form.of("grant_type", "refresh_token", "refresh_token", token)));
    }

    /// What came of a refresh.
    public record Refresh(Answer answer) {
        public Tokens tokens() {
            return Tokens.of(answer);
        }

        /// Fails unless it was refused with this error and status 400.
        public void refused(String error) {
            answer.oauthError(400, error);
        }
    }

    public Answer introspect(String token) {
        return post("/api/oidc/introspect", Form.of("token", token));
    }

    public Answer revoke(String token) {
        return post("/api/oidc/revoke", Form.of("token", token));
    }

    public Answer userinfo(Tokens tokens) {
        return idp.backchannel().bearer(tokens.access()).get("/api/oidc/userinfo");
    }

    /// Begins a device authorization (RFC 8628 §3.1).
    public Answer authorizesDevice() {
        return post("/api/oidc/device/authorize", Form.of("scope", scopes));
    }

    public Answer pollsDevice(String deviceCode) {
        return token(Form.of("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", deviceCode));
    }

    /// A back-channel request with this application's credentials.
    public Answer post(String path, Form form) {
        return secret.isEmpty()
                ? idp.backchannel().post(path, form.and("client_id", id))
                : idp.backchannel().header("Authorization", basic()).post(path, form);
    }

    /// RFC 6749 §2.3.1: both are form-encoded first.
    public String basic() {
        var login = Form.encoded(id) + ":" + Form.encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
