package dev.latchkey.testkit.authenticator;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How one ceremony goes. Untouched, everything is as a well-made browser and authenticator do it; each method is one
/// lie or one choice:
///
/// ```java
/// authenticator.get(options, ceremony -> ceremony.origin("https://evil.example").userVerified(false));
/// ```
public final class Ceremony {
    String origin;

    @Nullable
    String rpId;

    @Nullable
    String challenge;

    @Nullable
    String type;

    boolean userPresent = true;
    boolean userVerified = true;
    boolean backupEligible;
    boolean backedUp;

    @Nullable
    Long signCount;

    boolean crossOrigin;

    boolean otherKey;
    boolean alteredSignature;
    boolean withUserHandle = true;
    byte @Nullable [] userHandle;
    byte @Nullable [] credentialId;

    Attestation attestation = Attestation.NONE;
    final UUID aaguid;
    final List<String> transports;
    boolean withAttestedCredential = true;
    boolean heedsExclusions = true;
    UnaryOperator<byte[]> authenticatorData = UnaryOperator.identity();

    Ceremony(String origin, UUID aaguid, List<String> transports, boolean synced) {
        this.origin = origin;
        this.aaguid = aaguid;
        this.transports = transports;
        this.backupEligible = synced;
        this.backedUp = synced;
    }

    /// The page's origin.
    public Ceremony origin(String origin) {
        this.origin = origin;
        return this;
    }

    /// The relying party whose hash is signed, whatever the options name.
    public Ceremony rpId(String rpId) {
        this.rpId = rpId;
        return this;
    }

    /// Another challenge than the one asked with, as base64url.
    public Ceremony challenge(String challenge) {
        this.challenge = challenge;
        return this;
    }

    /// The `type` of the client data: `webauthn.get`, `webauthn.create`, or nonsense.
    public Ceremony type(String type) {
        this.type = type;
        return this;
    }

    public Ceremony userPresent(boolean present) {
        this.userPresent = present;
        return this;
    }

    public Ceremony userVerified(boolean verified) {
        this.userVerified = verified;
        return this;
    }

    /// The flags BE and BS. Not eligible and yet backed up is a contradiction that a server refuses.
    public Ceremony backup(boolean eligible, boolean backedUp) {
        this.backupEligible = eligible;
        this.backedUp = backedUp;
        return this;
    }

    /// Sends this signature counter, and leaves the passkey's own as it is.
    public Ceremony signCount(long signCount) {
        this.signCount = signCount;
        return this;
    }

    public Ceremony crossOrigin(boolean crossOrigin) {
        this.crossOrigin = crossOrigin;
        return this;
    }

    /// Signs with a key that is not the passkey's.
    public Ceremony otherKey() {
        this.otherKey = true;
        return this;
    }

    /// Turns over one bit of the signature, of the assertion or of the attestation statement.
    public Ceremony alteredSignature() {
        this.alteredSignature = true;
        return this;
    }

    public Ceremony userHandle(byte[] userHandle) {
        this.userHandle = userHandle;
        return this;
    }

    public Ceremony withoutUserHandle() {
        this.withUserHandle = false;
        return this;
    }

    /// Calls the credential by this id: a new one gets it, an existing one claims it.
    public Ceremony credentialId(byte[] credentialId) {
        this.credentialId = credentialId;
        return this;
    }

    public Ceremony attestation(Attestation attestation) {
        this.attestation = attestation;
        return this;
    }

    /// Leaves the new credential out of the authenticator data.
    public Ceremony withoutAttestedCredential() {
        this.withAttestedCredential = false;
        return this;
    }

    /// Makes a new passkey although the options exclude one that is here.
    public Ceremony despiteExclusions() {
        this.heedsExclusions = false;
        return this;
    }

    /// Rewrites the authenticator data before they are signed and sent.
    public Ceremony authenticatorData(UnaryOperator<byte[]> rewrite) {
        this.authenticatorData = rewrite;
        return this;
    }

    int flags() {
        return (userPresent ? AuthenticatorData.USER_PRESENT : 0)
                | (userVerified ? AuthenticatorData.USER_VERIFIED : 0)
                | (backupEligible ? AuthenticatorData.BACKUP_ELIGIBLE : 0)
                | (backedUp ? AuthenticatorData.BACKED_UP : 0);
    }
}
