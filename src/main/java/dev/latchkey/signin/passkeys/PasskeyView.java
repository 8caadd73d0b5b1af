package dev.latchkey.signin.passkeys;

import dev.latchkey.signin.sessions.Device;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A passkey, as the REST API shows it.
///
/// @param lastUsedFrom browser, system and address, such as `Chrome · Linux · 203.0.113.7`
/// @param usedForThisSession whether the caller last proved themselves with it
record PasskeyView(
        String id,
        String name,
        String credentialID,
        String attestationType,
        List<String> transport,
        boolean backupEligible,
        boolean backupState,
        Instant createdAt,
        String aaguid,
        @Nullable String authenticatorName,
        String icon,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        boolean counterWarning,
        boolean usedForThisSession) {

    static PasskeyView of(Passkey passkey, boolean usedForThisSession) {
        var model = Authenticators.of(passkey.aaguid());
        return new PasskeyView(
                passkey.id(),
                passkey.name(),
                passkey.credentialId(),
                passkey.attestationType(),
                passkey.transports(),
                passkey.backupEligible(),
                passkey.backupState(),
                passkey.createdAt(),
                passkey.aaguid(),
                model.map(Authenticators.Model::name).orElse(null),
                model.map(Authenticators.Model::icon).orElse("passkey"),
                passkey.lastUsedAt().orElse(null),
                from(passkey),
                passkey.counterWarning(),
                usedForThisSession);
    }

    private static @Nullable String from(Passkey passkey) {
        var device = passkey.lastUsedAgent().map(agent -> Device.of(agent).label());
        var from = Stream.concat(device.stream(), passkey.lastUsedIp().stream())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
        return from.isEmpty() ? null : from;
    }
}
