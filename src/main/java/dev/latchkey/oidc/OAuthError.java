package dev.latchkey.oidc;

import dev.latchkey.platform.http.Answerable;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import java.util.LinkedHashMap;
import java.util.Optional;

/// A "no" to a relying party: a code from the registries and one sentence for its developer.
///
/// Thrown at an endpoint that speaks JSON it answers itself, never cached (RFC 6749 §5.2). The authorization endpoint
/// takes code and description from it and sends them to the client's redirect URI, or to a page.
public abstract sealed class OAuthError extends Answerable {
    private static final long serialVersionUID = 1;
    private static final String REALM = "realm=\"Latchkey\"";

    private final String code;
    private final String description;

    private OAuthError(String code, String description) {
        super(code);
        this.code = code;
        this.description = description.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "'"); // RFC 6749 §4.1.2.1, §5.2
    }

    /// The request cannot be granted as it was sent: 400 at JSON endpoints.
    public static final class Refused extends OAuthError {
        private static final long serialVersionUID = 1;

        private Refused(String code, String description) {
            super(code, description);
        }

        @Override
        public int status() {
            return 400;
        }
    }

    /// The client did not prove who it is (RFC 6749 §5.2): 401, challenged with the scheme that we know.
    public static final class UnknownClient extends OAuthError {
        private static final long serialVersionUID = 1;

        private UnknownClient(String description) {
            super("invalid_client", description);
        }

        @Override
        public int status() {
            return 401;
        }

        @Override
        Optional<String> challenge() {
            return Optional.of("Basic " + REALM + ", charset=\"UTF-8\"");
        }
    }

    /// The access token is missing, does not count, or is not good for this (RFC 6750 §3).
    public static final class BadToken extends OAuthError {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String challenge;

        private BadToken(int status, String code, String description, String challenge) {
            super(code, description);
            this.status = status;
            this.challenge = challenge;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        Optional<String> challenge() {
            return Optional.of(challenge);
        }
    }

    /// Nothing is wrong with what was asked, it cannot be served: too large, or the database is away.
    public static final class NotNow extends OAuthError {
        private static final long serialVersionUID = 1;

        private final int status;
        private final long retryAfterSeconds;

        private NotNow(int status, String code, String description, long retryAfterSeconds) {
            super(code, description);
            this.status = status;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Reply answer(Call call) {
            var reply = super.answer(call);
            return retryAfterSeconds > 0 ? reply.header("Retry-After", Long.toString(retryAfterSeconds)) : reply;
        }
    }

    /// 400 with any registered code that has no name below.
    public static OAuthError of(String code, String description) {
        return new Refused(code, description);
    }

    public static OAuthError invalidRequest(String description) {
        return new Refused("invalid_request", description);
    }

    public static OAuthError invalidGrant(String description) {
        return new Refused("invalid_grant", description);
    }

    public static OAuthError invalidScope(String description) {
        return new Refused("invalid_scope", description);
    }

    public static OAuthError invalidTarget(String description) {
        return new Refused("invalid_target", description);
    }

    public static OAuthError unsupportedGrantType(String description) {
        return new Refused("unsupported_grant_type", description);
    }

    public static OAuthError accessDenied(String description) {
        return new Refused("access_denied", description);
    }

    public static OAuthError slowDown() {
        return new Refused("slow_down", "Wait longer between two requests");
    }

    public static OAuthError invalidClient(String description) {
        return new UnknownClient(description);
    }

    /// 401: the token is malformed, expired, revoked, or its grant has ended.
    public static OAuthError invalidToken(String description) {
        return bearer(401, "invalid_token", description, "");
    }

    /// 403: the token is good, and lacks a scope.
    public static OAuthError insufficientScope(String description, Scopes needed) {
        return bearer(403, "insufficient_scope", description, ", scope=\"" + needed.format() + '"');
    }

    /// 400: the access token is sent in a way that is refused, whether it is good or not.
    public static OAuthError invalidBearer(String description) {
        return bearer(400, "invalid_request", description, "");
    }

    /// 401 without an error in the challenge: no token was sent, so nothing was wrong with it (RFC 6750 §3.1).
    public static OAuthError tokenNeeded() {
        return new BadToken(401, "invalid_token", "An access token is needed", "Bearer " + REALM);
    }

    /// 503: try again, nothing was changed.
    public static OAuthError unavailable() {
        return new NotNow(503, "temporarily_unavailable", "The database cannot be reached, try again shortly", 5);
    }

    /// 500: a fault of ours; the log has it under the request's id.
    public static OAuthError serverError() {
        return new NotNow(500, "server_error", "Something went wrong here, and was written down", 0);
    }

    /// 413: the body is longer than the endpoint takes.
    public static OAuthError tooLarge(long limitBytes) {
        return new NotNow(413, "invalid_request", "The request is larger than " + limitBytes + " bytes", 0);
    }

    /// 429: too many requests from this address or client.
    public static OAuthError tooMany(long retryAfterSeconds) {
        return new NotNow(429, "temporarily_unavailable", "Too many requests", retryAfterSeconds);
    }

    private static OAuthError bearer(int status, String code, String description, String more) {
        var plain = new Refused(code, description);
        return new BadToken(
                status,
                code,
                description,
                "Bearer " + REALM + ", error=\"" + code + "\", error_description=\"" + plain.description() + '"'
                        + more);
    }

    public String code() {
        return code;
    }

    public String description() {
        return description;
    }

    /// The status at an endpoint that answers JSON.
    public abstract int status();

    /// What `WWW-Authenticate` says, if it is sent.
    Optional<String> challenge() {
        return Optional.empty();
    }

    @Override
    public Reply answer(Call call) {
        var body = new LinkedHashMap<String, String>();
        body.put("error", code);
        body.put("error_description", description);
        var reply =
                Reply.json(status(), body).header("Cache-Control", "no-store").header("Pragma", "no-cache");
        challenge().ifPresent(challenge -> reply.header("WWW-Authenticate", challenge));
        return reply;
    }
}
