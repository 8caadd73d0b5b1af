package dev.latchkey.testkit.authenticator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds this authenticator against recordings of Chromium's (`webauthn/*.json`): what Chromium wrote is read and
/// written again byte for byte, and what we write for the same options has the same shape and is verified the same
/// way.
class AuthenticatorVectorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"es256-none", "es256-packed", "es256-synced", "eddsa-none", "rs256-none"})
    void readsAndWritesAuthenticatorDataAsChromiumDoes(String file) {
        var vector = Vector.read(file);
        for (var response : vector.responses()) {
            var bytes = bytes(response, "authenticatorData");
            assertArrayEquals(bytes, AuthenticatorData.decode(bytes).encode());
        }
        var attestationObject = bytes(vector.registration(), "attestationObject");
        assertArrayEquals(attestationObject, Cbor.encode(Cbor.decode(ByteBuffer.wrap(attestationObject))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256-none", "eddsa-none", "rs256-none"})
    void writesCoseKeysAsChromiumDoes(String file) {
        var vector = Vector.read(file);
        assertArrayEquals(
                attested(vector.registration()).coseKey(), vector.algorithm().coseKey(vector.publicKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256-none", "es256-packed", "es256-synced", "eddsa-none", "rs256-none"})
    void verifiesChromiumsAssertions(String file) {
        var vector = Vector.read(file);
        for (var assertion : vector.assertions()) assertTrue(verifies(vector, vector.publicKey(), assertion));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256-none", "es256-packed", "es256-synced", "eddsa-none", "rs256-none"})
    void writesClientDataAsChromiumDoes(String file) {
        var vector = Vector.read(file);
        for (var response : vector.responses()) {
            var written = new String(bytes(response, "clientDataJSON"), UTF_8);
            assertEquals(written, Json.write(Json.object(written)));
        }
        var ours = Json.object(authenticatorLike(vector).create(vector.creationOptions()));
        assertArrayEquals(bytes(vector.registration(), "clientDataJSON"), bytes(response(ours), "clientDataJSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256-none", "es256-synced", "eddsa-none", "rs256-none"})
    void answersTheSameOptionsInTheSameShape(String file) {
        var vector = Vector.read(file);
        var authenticator = authenticatorLike(vector);

        var registration = Json.object(authenticator.create(vector.creationOptions()));
        assertEquals(shape(vector.member("registration")), shape(registration));
        var theirs = AuthenticatorData.decode(bytes(vector.registration(), "authenticatorData"));
        var ours = AuthenticatorData.decode(bytes(response(registration), "authenticatorData"));
        assertEquals(theirs.flags(), ours.flags());
        assertEquals(theirs.signCount(), ours.signCount());
        assertArrayEquals(theirs.rpIdHash(), ours.rpIdHash());

        for (var recorded : vector.assertions()) {
            var assertion = Json.object(authenticator.get(vector.requestOptions()));
            var data = AuthenticatorData.decode(bytes(recorded, "authenticatorData"));
            assertArrayEquals(data.encode(), bytes(response(assertion), "authenticatorData"));
            assertArrayEquals(bytes(recorded, "userHandle"), bytes(response(assertion), "userHandle"));
            var key = authenticator.passkeys().getFirst().keys().getPublic();
            assertTrue(verifies(vector, key, response(assertion)));
        }
    }

    @Test
    void attestsItselfWithTheNewKey() {
        var vector = Vector.read("es256-packed");
        var authenticator = authenticatorLike(vector);
        var registration = Json.object(authenticator.create(
                vector.creationOptions(), ceremony -> ceremony.attestation(Attestation.PACKED_SELF)));
        var object = (Map<?, ?>) Cbor.decode(ByteBuffer.wrap(bytes(response(registration), "attestationObject")));
        var statement = (Map<?, ?>) Objects.requireNonNull(object.get("attStmt"));
        assertEquals("packed", object.get("fmt"));
        assertEquals(-7L, statement.get("alg"));
        var key = authenticator.passkeys().getFirst().keys().getPublic();
        var message = signed(response(registration));
        assertTrue(Algorithm.ES256.verifies(key, message, (byte[]) Objects.requireNonNull(statement.get("sig"))));
    }

    @Test
    void liesOnlyWhereItIsTold() {
        var vector = Vector.read("es256-none");
        var authenticator = authenticatorLike(vector);
        authenticator.create(vector.creationOptions());
        var key = authenticator.passkeys().getFirst().keys().getPublic();
        for (Consumer<Ceremony> lie : List.<Consumer<Ceremony>>of(Ceremony::otherKey, Ceremony::alteredSignature)) {
            var forged = response(Json.object(authenticator.get(vector.requestOptions(), lie)));
            assertFalse(verifies(vector, key, forged));
        }
        var elsewhere = response(Json.object(authenticator.get(
                vector.requestOptions(),
                ceremony -> ceremony.rpId("evil.example").userVerified(false).signCount(0))));
        var data = AuthenticatorData.decode(bytes(elsewhere, "authenticatorData"));
        assertArrayEquals(SoftwareAuthenticator.sha256("evil.example".getBytes(UTF_8)), data.rpIdHash());
        assertEquals(AuthenticatorData.USER_PRESENT, data.flags());
        assertEquals(0, data.signCount());
        assertTrue(verifies(vector, key, elsewhere));
    }

    @Test
    void refusesWhatABrowserRefuses() {
        var vector = Vector.read("es256-none");
        var authenticator = authenticatorLike(vector);
        var nothingHere = assertThrows(CeremonyRefused.class, () -> authenticator.get(vector.requestOptions()));
        assertEquals("NotAllowedError", nothingHere.name());

        authenticator.create(vector.creationOptions());
        var passkey = authenticator.passkeys().getFirst();
        var excluding = new TreeMap<>(vector.creationOptions());
        excluding.put("excludeCredentials", List.of(Map.of("type", "public-key", "id", passkey.credentialId())));
        var twice = assertThrows(CeremonyRefused.class, () -> authenticator.create(excluding));
        assertEquals("InvalidStateError", twice.name());
    }

    private static SoftwareAuthenticator authenticatorLike(Vector vector) {
        var authenticator = SoftwareAuthenticator.at(vector.origin()).counting();
        var flags = AuthenticatorData.decode(bytes(vector.registration(), "authenticatorData"))
                .flags();
        return (flags & AuthenticatorData.BACKED_UP) == 0 ? authenticator : authenticator.synced();
    }

    private static boolean verifies(Vector vector, PublicKey key, Map<String, Object> assertion) {
        return vector.algorithm().verifies(key, signed(assertion), bytes(assertion, "signature"));
    }

    /// What a signature covers: authenticator data and the hash of the client data (WebAuthn §6.3.3).
    private static byte[] signed(Map<String, Object> response) {
        var data = bytes(response, "authenticatorData");
        var hash = SoftwareAuthenticator.sha256(bytes(response, "clientDataJSON"));
        return ByteBuffer.allocate(data.length + hash.length)
                .put(data)
                .put(hash)
                .array();
    }

    private static AuthenticatorData.AttestedCredential attested(Map<String, Object> registration) {
        return AuthenticatorData.decode(bytes(registration, "authenticatorData"))
                .attested()
                .orElseThrow();
    }

    /// Names and kinds of all members, in the order of their names.
    private static String shape(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var members = new TreeMap<String, String>();
                map.forEach((name, member) -> members.put(String.valueOf(name), shape(member)));
                yield members.toString();
            }
            case List<?> list -> list.toString();
            default -> value.getClass().getSimpleName();
        };
    }

    private static Map<String, Object> response(Map<String, Object> credential) {
        return Json.typed((Map<?, ?>) Objects.requireNonNull(credential.get("response")));
    }

    private static byte[] bytes(Map<String, Object> response, String member) {
        return Base64Url.decode((String) Objects.requireNonNull(response.get(member), member));
    }

    /// One recording: options, a registration and two assertions of the same passkey.
    private record Vector(Map<String, Object> members) {
        static Vector read(String file) {
            try (var in = AuthenticatorVectorsTest.class.getResourceAsStream("/webauthn/" + file + ".json")) {
                return new Vector(
                        Json.object(new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Map<String, Object> member(String name) {
            return Json.typed((Map<?, ?>) Objects.requireNonNull(members.get(name), name));
        }

        String origin() {
            return (String) Objects.requireNonNull(members.get("origin"));
        }

        Map<String, Object> creationOptions() {
            return member("creationOptions");
        }

        Map<String, Object> requestOptions() {
            return member("requestOptions");
        }

        Map<String, Object> registration() {
            return response(member("registration"));
        }

        List<Map<String, Object>> assertions() {
            var assertions = (List<?>) Objects.requireNonNull(members.get("assertions"));
            return assertions.stream()
                    .map(assertion -> response(Json.typed((Map<?, ?>) assertion)))
                    .toList();
        }

        List<Map<String, Object>> responses() {
            var all = new ArrayList<>(assertions());
            all.add(registration());
            return all;
        }

        Algorithm algorithm() {
            var number = (Long) Objects.requireNonNull(registration().get("publicKeyAlgorithm"));
            return Algorithm.known(number).orElseThrow();
        }

        PublicKey publicKey() {
            var type = switch (algorithm()) {
                case ES256 -> "EC";
                case EDDSA -> "Ed25519";
                case RS256 -> "RSA";
            };
            try {
                return KeyFactory.getInstance(type)
                        .generatePublic(new X509EncodedKeySpec(bytes(registration(), "publicKey")));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
