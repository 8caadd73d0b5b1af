package dev.latchkey.testkit.authenticator;

import java.util.Base64;

/// base64url without padding, the way every byte string travels in WebAuthn's JSON.
final class Base64Url {
    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
