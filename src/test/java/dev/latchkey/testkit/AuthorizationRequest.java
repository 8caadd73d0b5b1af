package dev.latchkey.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What an application sends a browser to the server with. Each change makes a new one.
///
/// @param verifier of PKCE; empty if the request has no challenge
public record AuthorizationRequest(Form parameters, String verifier) {
    public AuthorizationRequest with(String name, String value) {
        return new AuthorizationRequest(parameters.with(name, value), verifier);
    }

    public AuthorizationRequest without(String name) {
        return new AuthorizationRequest(parameters.without(name), verifier);
    }

    public AuthorizationRequest withoutPkce() {
        return new AuthorizationRequest(parameters.without("code_challenge").without("code_challenge_method"), "");
    }

    /// As a link.
    public String address() {
        return "/authorize?" + parameters.encoded();
    }

    /// RFC 7636 §4.2.
    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
