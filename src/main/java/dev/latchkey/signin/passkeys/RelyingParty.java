package dev.latchkey.signin.passkeys;

import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.SettingValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Who we are to authenticators, and what we ask of them.
///
/// @param id the relying party id: a host name that every origin's host equals or ends with, related origins aside
/// @param origins the exact origins ceremonies may come from
/// @param settings the installation's name, and what it asks of passkeys, as they are now
record RelyingParty(String id, Set<String> origins, Supplier<SettingValues> settings) {
    static final Duration TIMEOUT = Duration.ofMinutes(5);

    /// In order of preference: ES256/384/512, RS256/384/512, PS256/384/512, EdDSA (RFC 9053, RFC 8812).
    static final List<PublicKeyCredentialParameters> ALGORITHMS =
            List.of(-7L, -35L, -36L, -257L, -258L, -259L, -37L, -38L, -39L, -8L).stream()
                    .map(number -> new PublicKeyCredentialParameters(
                            PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(number)))
                    .toList();

    private static final List<Map<String, Object>> ALGORITHMS_JSON = ALGORITHMS.stream()
            .map(one -> Map.<String, Object>of(
                    "type", "public-key", "alg", one.getAlg().getValue()))
            .toList();

    /// Whether a passkey that its holder's devices may synchronise can be registered.
    boolean allowsSynced() {
        return settings.get().flag(SettingKey.WEBAUTHN_ALLOW_SYNCED_PASSKEYS);
    }

    /// `AuthenticatorSelectionCriteria` (WebAuthn Level 3 §5.4.4): no attachment means that any will do.
    private Map<String, Object> selection() {
        var selection = new LinkedHashMap<String, Object>();
        var attachment = settings.get().get(SettingKey.WEBAUTHN_AUTHENTICATOR_ATTACHMENT);
        if (!attachment.equals(SettingKey.WEBAUTHN_AUTHENTICATOR_ATTACHMENT.otherwise())) {
            selection.put("authenticatorAttachment", attachment);
        }
        selection.put("requireResidentKey", true);
        selection.put("residentKey", "required");
        selection.put("userVerification", "required");
        return selection;
    }

    /// The user handle of a person: the bytes of their id, so that a passkey names its account by itself.
    static String handle(String userId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(userId.getBytes(StandardCharsets.UTF_8));
    }

    /// `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3 §5.1.8), without the wrapper `publicKey`.
    Map<String, Object> creationOptions(
            String challenge, String userId, String userName, String displayName, List<Passkey> existing) {
        var options = new LinkedHashMap<String, Object>();
        options.put("rp", Map.of("name", settings.get().appName(), "id", id));
        options.put("user", Map.of("name", userName, "displayName", displayName, "id", handle(userId)));
        options.put("challenge", challenge);
        options.put("pubKeyCredParams", ALGORITHMS_JSON);
        options.put("timeout", TIMEOUT.toMillis());
        if (!existing.isEmpty()) {
            options.put(
                    "excludeCredentials",
                    existing.stream().map(RelyingParty::descriptor).toList());
        }
        options.put("authenticatorSelection", selection());
        options.put("extensions", Map.of("credProps", true));
        return options;
    }

    private static Map<String, Object> descriptor(Passkey passkey) {
        var descriptor = new LinkedHashMap<String, Object>();
        descriptor.put("type", "public-key");
        descriptor.put("id", passkey.credentialId());
        if (!passkey.transports().isEmpty()) {
            descriptor.put("transports", passkey.transports());
        }
        return descriptor;
    }

    /// `PublicKeyCredentialRequestOptionsJSON` (§5.1.9) for any discoverable passkey of ours.
    Map<String, Object> requestOptions(String challenge) {
        var options = new LinkedHashMap<String, Object>();
        options.put("challenge", challenge);
        options.put("timeout", TIMEOUT.toMillis());
        options.put("rpId", id);
        options.put("userVerification", "required");
        return options;
    }
}
