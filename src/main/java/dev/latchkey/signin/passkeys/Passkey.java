package dev.latchkey.signin.passkeys;

import dev.latchkey.directory.users.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One person's passkey, as stored.
///
/// @param id of the record; what addresses name
/// @param credentialId what authenticators call it; base64url
/// @param publicKey COSE key; base64url
/// @param aaguid the authenticator's model, as far as it says; zeros if it does not
/// @param counterWarning a signature counter once did not grow, which hints at a copy
/// @param backupEligible whether it may be synchronised
record Passkey(
        String id,
        UserId user,
        String name,
        String credentialId,
        String publicKey,
        String attestationType,
        String aaguid,
        List<String> transports,
        long signCount,
        boolean counterWarning,
        boolean backupEligible,
        boolean backupState,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        Optional<String> lastUsedIp,
        Optional<String> lastUsedAgent) {}
