package dev.latchkey.testkit.authenticator;

/// The attestation statement a new credential comes with (WebAuthn §8).
public enum Attestation {
    NONE,
    /// `packed`, signed with the new credential's own key (§8.2, self attestation).
    PACKED_SELF
}
