package dev.latchkey.testkit.authenticator;

import java.security.KeyPair;
import java.util.Arrays;

/// A discoverable credential as the authenticator keeps it.
public record Passkey(
        String rpId, byte[] id, byte[] userHandle, String userName, Algorithm algorithm, KeyPair keys, long signCount) {

    /// The credential's id as it stands in JSON.
    public String credentialId() {
        return Base64Url.encode(id);
    }

    /// An authenticator keeps one passkey for each account (WebAuthn §6.3.2, step 7).
    boolean isOfSameAccountAs(Passkey other) {
        return rpId.equals(other.rpId) && Arrays.equals(userHandle, other.userHandle);
    }

    Passkey withSignCount(long counted) {
        return new Passkey(rpId, id, userHandle, userName, algorithm, keys, counted);
    }
}
