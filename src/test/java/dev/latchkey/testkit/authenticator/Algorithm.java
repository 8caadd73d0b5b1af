package dev.latchkey.testkit.authenticator;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The signature algorithms this authenticator knows, with their COSE numbers (RFC 9053, RFC 8812).
public enum Algorithm {
    ES256(-7, "EC", "SHA256withECDSA", 256),
    EDDSA(-8, "Ed25519", "Ed25519", 255),
    RS256(-257, "RSA", "SHA256withRSA", 2048);

    private final int coseId;
    private final String keyType;
    private final String signature;
    private final int keySize;

    Algorithm(int coseId, String keyType, String signature, int keySize) {
        this.coseId = coseId;
        this.keyType = keyType;
        this.signature = signature;
        this.keySize = keySize;
    }

    public int coseId() {
        return coseId;
    }

    static Optional<Algorithm> known(long coseId) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.coseId == coseId)
                .findFirst();
    }

    KeyPair newKeyPair() {
        try {
            var generator = KeyPairGenerator.getInstance(keyType);
            generator.initialize(keySize);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signer = Signature.getInstance(signature);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        try {
            var verifier = Signature.getInstance(signature);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The key as a COSE_Key in the canonical form of CTAP2 (WebAuthn §6.5.1.1).
    byte[] coseKey(PublicKey key) {
        return Cbor.encode(
                switch (this) {
                    case ES256 -> {
                        var point = ((ECPublicKey) key).getW();
                        yield Map.of(
                                1L,
                                2L,
                                3L,
                                (long) coseId,
                                -1L,
                                1L, //
                                -2L,
                                fixed(point.getAffineX()),
                                -3L,
                                fixed(point.getAffineY()));
                    }
                    case EDDSA -> {
                        var spki = key.getEncoded(); // RFC 8410: the last 32 bytes are the point
                        var point = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
                        yield Map.of(1L, 1L, 3L, (long) coseId, -1L, 6L, -2L, point);
                    }
                    case RS256 -> {
                        var rsa = (RSAPublicKey) key;
                        yield Map.of(
                                1L,
                                3L,
                                3L,
                                (long) coseId, //
                                -1L,
                                unsigned(rsa.getModulus()),
                                -2L,
                                unsigned(rsa.getPublicExponent()));
                    }
                });
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] fixed(BigInteger coordinate) {
        var bytes = unsigned(coordinate);
        var fixed = new byte[32];
        System.arraycopy(bytes, 0, fixed, 32 - bytes.length, bytes.length);
        return fixed;
    }
}
