package dev.latchkey.testkit.authenticator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// An authenticator with its browser, standing at one origin. It keeps discoverable passkeys and answers
/// `navigator.credentials.create` and `.get` with the JSON that a page sends on.
///
/// ```java
/// var authenticator = SoftwareAuthenticator.at("https://id.example.com");
/// String registration = authenticator.create(creationOptions);
/// String assertion = authenticator.get(requestOptions, ceremony -> ceremony.userVerified(false));
/// ```
///
/// Options are taken as JSON text or as a map, with or without the wrapper `publicKey`. Safe to use from several
/// threads.
public final class SoftwareAuthenticator {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String origin;
    private final List<Passkey> passkeys = new ArrayList<>();
    private UUID aaguid = new UUID(0, 0);
    private List<String> transports = List.of("internal");
    private boolean synced;
    private boolean counting;

    private SoftwareAuthenticator(String origin) {
        this.origin = origin;
    }

    /// A device whose passkeys stay on it and which, as platform authenticators do, always counts zero.
    public static SoftwareAuthenticator at(String origin) {
        return new SoftwareAuthenticator(origin);
    }

    /// Passkeys may be backed up, and are: a password manager.
    public synchronized SoftwareAuthenticator synced() {
        synced = true;
        return this;
    }

    /// Counts its signatures: a security key.
    public synchronized SoftwareAuthenticator counting() {
        counting = true;
        return this;
    }

    /// The model, for servers that know its name.
    public synchronized SoftwareAuthenticator model(UUID model) {
        aaguid = model;
        return this;
    }

    public synchronized SoftwareAuthenticator transports(String... names) {
        transports = List.of(names);
        return this;
    }

    /// A second device with the same keys and counters: what somebody has who copied this one.
    public synchronized SoftwareAuthenticator cloned() {
        var clone = at(origin).model(aaguid);
        clone.transports = transports;
        clone.synced = synced;
        clone.counting = counting;
        clone.passkeys.addAll(passkeys);
        return clone;
    }

    /// Oldest first.
    public synchronized List<Passkey> passkeys() {
        return List.copyOf(passkeys);
    }

    public String create(String creationOptions) {
        return create(creationOptions, honest -> {});
    }

    public String create(String creationOptions, Consumer<Ceremony> deviation) {
        return create(Json.object(creationOptions), deviation);
    }

    public String create(Map<String, Object> creationOptions) {
        return create(creationOptions, honest -> {});
    }

    /// Makes a passkey (WebAuthn §6.3.2) and answers with a `RegistrationResponseJSON`.
    public synchronized String create(Map<String, Object> creationOptions, Consumer<Ceremony> deviation) {
        var options = new Options(creationOptions);
        var ceremony = ceremony(deviation);
        if (ceremony.heedsExclusions && passkeys.stream().anyMatch(options::excludes)) {
            throw new CeremonyRefused("InvalidStateError", "a passkey of this account is here already");
        }
        var passkey = newPasskey(options, ceremony);
        passkeys.removeIf(known -> known.isOfSameAccountAs(passkey));
        passkeys.add(passkey);

        var publicKey = passkey.keys().getPublic();
        var attested = new AuthenticatorData.AttestedCredential(
                bytes(ceremony.aaguid), passkey.id(), passkey.algorithm().coseKey(publicKey));
        var clientData = clientData("webauthn.create", options, ceremony);
        var authenticatorData = authenticatorData(
                passkey, ceremony, ceremony.withAttestedCredential ? Optional.of(attested) : Optional.empty());
        var statement = ceremony.attestation == Attestation.NONE
                ? Map.of()
                : Map.of(
                        "alg",
                        (long) passkey.algorithm().coseId(),
                        "sig",
                        signature(passkey, ceremony, authenticatorData, clientData));
        var attestationObject = Cbor.encode(Map.of(
                "fmt", ceremony.attestation == Attestation.NONE ? "none" : "packed",
                "attStmt", statement,
                "authData", authenticatorData));

        var response = new LinkedHashMap<String, Object>();
        response.put("attestationObject", Base64Url.encode(attestationObject));
        response.put("authenticatorData", Base64Url.encode(authenticatorData));
        response.put("clientDataJSON", Base64Url.encode(clientData));
        response.put("publicKey", Base64Url.encode(publicKey.getEncoded()));
        response.put("publicKeyAlgorithm", passkey.algorithm().coseId());
        response.put("transports", ceremony.transports);
        return credential(passkey.id(), response, Map.of("credProps", Map.of("rk", true)));
    }

    public String get(String requestOptions) {
        return get(requestOptions, honest -> {});
    }

    public String get(String requestOptions, Consumer<Ceremony> deviation) {
        return get(Json.object(requestOptions), deviation);
    }

    public String get(Map<String, Object> requestOptions) {
        return get(requestOptions, honest -> {});
    }

    /// Signs with the newest passkey that fits (WebAuthn §6.3.3) and answers with an `AuthenticationResponseJSON`.
    public synchronized String get(Map<String, Object> requestOptions, Consumer<Ceremony> deviation) {
        var options = new Options(requestOptions);
        var ceremony = ceremony(deviation);
        var passkey = used(options);
        var clientData = clientData("webauthn.get", options, ceremony);
        var authenticatorData = authenticatorData(passkey, ceremony, Optional.empty());

        var response = new LinkedHashMap<String, Object>();
        response.put("authenticatorData", Base64Url.encode(authenticatorData));
        response.put("clientDataJSON", Base64Url.encode(clientData));
        response.put("signature", Base64Url.encode(signature(passkey, ceremony, authenticatorData, clientData)));
        if (ceremony.withUserHandle) {
            response.put("userHandle", Base64Url.encode(requireNonNullElse(ceremony.userHandle, passkey.userHandle())));
        }
        return credential(requireNonNullElse(ceremony.credentialId, passkey.id()), response, Map.of());
    }

    private Ceremony ceremony(Consumer<Ceremony> deviation) {
        var ceremony = new Ceremony(origin, aaguid, transports, synced);
        deviation.accept(ceremony);
        return ceremony;
    }

    private Passkey newPasskey(Options options, Ceremony ceremony) {
        var algorithm = options.algorithm();
        var id = new byte[32];
        RANDOM.nextBytes(id);
        return new Passkey(
                options.rpId(origin),
                requireNonNullElse(ceremony.credentialId, id),
                options.userHandle(),
                options.userName(),
                algorithm,
                algorithm.newKeyPair(),
                counting ? 1 : 0);
    }

    /// The newest passkey that the options allow, counted up if this device counts.
    private Passkey used(Options options) {
        var rpId = options.rpId(origin);
        for (int i = passkeys.size() - 1; i >= 0; i--) {
            var passkey = passkeys.get(i);
            if (passkey.rpId().equals(rpId) && options.allows(passkey)) {
                var counted = counting ? passkey.withSignCount(passkey.signCount() + 1) : passkey;
                passkeys.set(i, counted);
                return counted;
            }
        }
        throw new CeremonyRefused("NotAllowedError", "no passkey for " + rpId);
    }

    /// The client data in the order and form of WebAuthn §5.8.1.1.
    private static byte[] clientData(String type, Options options, Ceremony ceremony) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", requireNonNullElse(ceremony.type, type));
        members.put("challenge", requireNonNullElse(ceremony.challenge, options.challenge()));
        members.put("origin", ceremony.origin);
        members.put("crossOrigin", ceremony.crossOrigin);
        return Json.write(members).getBytes(UTF_8);
    }

    private static byte[] authenticatorData(
            Passkey passkey, Ceremony ceremony, Optional<AuthenticatorData.AttestedCredential> attested) {
        int flags = ceremony.flags() | (attested.isPresent() ? AuthenticatorData.ATTESTED_CREDENTIAL : 0);
        var rpIdHash = sha256(requireNonNullElse(ceremony.rpId, passkey.rpId()).getBytes(UTF_8));
        long signCount = requireNonNullElse(ceremony.signCount, passkey.signCount());
        return ceremony.authenticatorData.apply(new AuthenticatorData(rpIdHash, flags, signCount, attested).encode());
    }

    private static byte[] signature(Passkey passkey, Ceremony ceremony, byte[] authenticatorData, byte[] clientData) {
        var algorithm = passkey.algorithm();
        KeyPair keys = ceremony.otherKey ? algorithm.newKeyPair() : passkey.keys();
        var message = new ByteArrayOutputStream();
        message.writeBytes(authenticatorData);
        message.writeBytes(sha256(clientData));
        var signature = algorithm.sign(keys.getPrivate(), message.toByteArray());
        if (ceremony.alteredSignature) signature[signature.length - 1] ^= 1;
        return signature;
    }

    private static String credential(byte[] id, Map<String, Object> response, Map<String, Object> extensions) {
        var credential = new LinkedHashMap<String, Object>();
        credential.put("authenticatorAttachment", "platform");
        credential.put("clientExtensionResults", extensions);
        credential.put("id", Base64Url.encode(id));
        credential.put("rawId", Base64Url.encode(id));
        credential.put("response", response);
        credential.put("type", "public-key");
        return Json.write(credential);
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
