package dev.latchkey.signin.passkeys;

import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.AttestationStatement;
import com.webauthn4j.data.attestation.statement.CertificateBaseAttestationStatement;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.attestation.statement.androidkey.AndroidKeyAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.apple.AppleAnonymousAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.tpm.TPMAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.FIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.DefaultSelfAttestationTrustworthinessVerifier;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import dev.latchkey.platform.Memo;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The steps of WebAuthn Level 3 §7.1 and §7.2 that concern the answer itself, done by webauthn4j: type, challenge,
/// origin, relying party, presence, user verification, backup flags, algorithm, attestation statement, signature.
///
/// Attestation is not asked for; a statement that comes nevertheless has to be correct, and no trust is drawn from it.
final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
    private static final int AAGUID_AND_LENGTH = 18;

    private final RelyingParty relyingParty;
    private final Set<Origin> origins;

    Verification(RelyingParty relyingParty) {
        this.relyingParty = relyingParty;
        this.origins = relyingParty.origins().stream().map(Origin::new).collect(Collectors.toUnmodifiableSet());
    }

    /// What became of an answer.
    sealed interface Outcome<T> {
        record Good<T>(T value) implements Outcome<T> {}

        /// All is well but that the authenticator did not verify the person.
        record UserNotVerified<T>() implements Outcome<T> {}

        record Bad<T>() implements Outcome<T> {}
    }

    /// A new passkey, verified.
    record Registered(
            String credentialId,
            String publicKey,
            String attestationType,
            String aaguid,
            List<String> transports,
            long signCount,
            boolean backupEligible,
            boolean backupState) {}

    /// A use of a passkey, verified.
    ///
    /// @param counterWarning the counter did not grow (§7.2 step 22); passkeys that always send 0 do not count
    record Asserted(long signCount, boolean counterWarning, boolean backupState) {}

    /// Made when it is first needed: it costs a start more than everything else here.
    private static final class Library {
        private static final ObjectConverter CONVERTER = new ObjectConverter();
        private static final AttestedCredentialDataConverter CREDENTIALS =
                new AttestedCredentialDataConverter(CONVERTER);
        /// The library reads a key at half the cost of a whole sign-in.
        private static final Memo<StoredKey, AttestedCredentialData> READ = new Memo<>(1_000, StoredKey::read);

        private static final WebAuthnRegistrationManager REGISTRATION = new WebAuthnRegistrationManager(
                List.of(
                        new NoneAttestationStatementVerifier(),
                        new PackedAttestationStatementVerifier(),
                        new FIDOU2FAttestationStatementVerifier(),
                        new AndroidKeyAttestationStatementVerifier(),
                        new TPMAttestationStatementVerifier(),
                        new AppleAnonymousAttestationStatementVerifier()),
                new NullCertPathTrustworthinessVerifier(),
                new DefaultSelfAttestationTrustworthinessVerifier(),
                CONVERTER);
        private static final WebAuthnAuthenticationManager AUTHENTICATION = authentication();

        private static WebAuthnAuthenticationManager authentication() {
            var manager = new WebAuthnAuthenticationManager(List.of(), CONVERTER);
            // A counter that did not grow is a warning here, not a refusal; it is compared below.
            manager.getAuthenticationDataVerifier().setMaliciousCounterValueHandler(_ -> {});
            return manager;
        }
    }

    /// WebAuthn Level 3 §7.1.
    Outcome<Registered> registration(Answer.Attestation answer) {
        try {
            var parsed = Library.REGISTRATION.parse(new RegistrationRequest(
                    answer.attestationObject(), answer.clientData(), Set.copyOf(answer.transports())));
            var verified = Library.REGISTRATION.verify(
                    parsed, new RegistrationParameters(property(answer), RelyingParty.ALGORITHMS, true, true));
            return registered(answer, verified);
        } catch (UserNotVerifiedException e) {
            return new Outcome.UserNotVerified<>();
        } catch (WebAuthnException | JacksonException | IllegalArgumentException | BufferUnderflowException e) {
            return bad("registration", e);
        }
    }

    private static Outcome<Registered> registered(Answer.Attestation answer, RegistrationData verified) {
        var attestation = verified.getAttestationObject();
        var data = attestation == null ? null : attestation.getAuthenticatorData();
        var credential = data == null ? null : data.getAttestedCredentialData();
        if (attestation == null || data == null || credential == null) {
            return new Outcome.Bad<>();
        }
        var id = base64(credential.getCredentialId());
        if (!id.equals(answer.credentialId())) {
            return new Outcome.Bad<>();
        }
        return new Outcome.Good<>(new Registered(
                id,
                base64(publicKey(credential)),
                attestationType(attestation.getAttestationStatement()),
                String.valueOf(credential.getAaguid()),
                answer.transports(),
                data.getSignCount(),
                data.isFlagBE(),
                data.isFlagBS()));
    }

    /// The COSE key, which stands last in the attested credential data (§6.5.1).
    private static byte[] publicKey(AttestedCredentialData credential) {
        var encoded = Library.CREDENTIALS.convert(credential);
        return Arrays.copyOfRange(encoded, AAGUID_AND_LENGTH + credential.getCredentialId().length, encoded.length);
    }

    private static String attestationType(AttestationStatement statement) {
        return switch (statement) {
            case NoneAttestationStatement _ -> "none";
            case CertificateBaseAttestationStatement certified when certified.getX5c() != null -> "basic_full";
            default -> "basic_surrogate";
        };
    }

    /// WebAuthn Level 3 §7.2, with a passkey that was found by the credential id.
    Outcome<Asserted> assertion(Answer.Assertion answer, Passkey passkey) {
        // Step 6: no account was named first, so the user handle has to be there and to name the passkey's owner.
        if (!RelyingParty.handle(passkey.user().value()).equals(base64(answer.userHandle()))) {
            return new Outcome.Bad<>();
        }
        try {
            var parsed = Library.AUTHENTICATION.parse(new AuthenticationRequest(
                    decode(answer.credentialId()),
                    answer.userHandle(),
                    answer.authenticatorData(),
                    answer.clientData(),
                    answer.signature()));
            var verified = Library.AUTHENTICATION.verify(
                    parsed, new AuthenticationParameters(property(answer), record(passkey), null, true, true));
            var data = verified.getAuthenticatorData();
            return data == null
                    ? new Outcome.Bad<>()
                    : new Outcome.Good<>(
                            new Asserted(data.getSignCount(), stands(data.getSignCount(), passkey), data.isFlagBS()));
        } catch (UserNotVerifiedException e) {
            return new Outcome.UserNotVerified<>();
        } catch (WebAuthnException | JacksonException | IllegalArgumentException | BufferUnderflowException e) {
            return bad("assertion", e);
        }
    }

    /// §7.2 step 22: a counter that did not grow hints at a clone; many passkeys always send 0.
    private static boolean stands(long signCount, Passkey passkey) {
        return (signCount > 0 || passkey.signCount() > 0) && signCount <= passkey.signCount();
    }

    private static CredentialRecordImpl record(Passkey passkey) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.backupEligible(),
                passkey.backupState(),
                passkey.signCount(),
                Library.READ.of(new StoredKey(passkey.credentialId(), passkey.publicKey())),
                null,
                null,
                null,
                null);
    }

    private record StoredKey(String credentialId, String publicKey) {
        AttestedCredentialData read() {
            var id = decode(credentialId);
            var key = decode(publicKey);
            var encoded = ByteBuffer.allocate(AAGUID_AND_LENGTH + id.length + key.length)
                    .put(new byte[AAGUID_AND_LENGTH - 2])
                    .putShort((short) id.length)
                    .put(id)
                    .put(key)
                    .array();
            return Library.CREDENTIALS.convert(encoded);
        }
    }

    private ServerProperty property(Answer answer) {
        return ServerProperty.builder()
                .origins(origins)
                .rpId(relyingParty.id())
                .challenge(new DefaultChallenge(decode(answer.challenge())))
                .build();
    }

    /// What the library cannot read leaves it as the exception of whatever part gave up.
    private static <T> Outcome<T> bad(String ceremony, RuntimeException why) {
        LOG.info("passkey_refused ceremony={} why={}", ceremony, why.getClass().getSimpleName());
        return new Outcome.Bad<>();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
