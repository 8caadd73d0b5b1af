package dev.latchkey.oidc.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Computes and checks the signatures of one key. Initialized `Signature` objects are kept and used again.
final class Signatures {
    private final SigningAlgorithm algorithm;
    private final @Nullable PrivateKey privateKey;
    private final PublicKey publicKey;
    private final ConcurrentLinkedQueue<Signature> signers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Signature> verifiers = new ConcurrentLinkedQueue<>();

    private Signatures(SigningAlgorithm algorithm, @Nullable PrivateKey privateKey, PublicKey publicKey) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// @param privateKey null for a key that only verifies
    static Signatures of(SigningAlgorithm algorithm, @Nullable PrivateKey privateKey, PublicKey publicKey) {
        try {
            // The fastest provider is fast only with keys that its own factory made.
            var factory = KeyFactory.getInstance(algorithm.keyFactory());
            return new Signatures(
                    algorithm,
                    privateKey == null
                            ? null
                            : factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey.getEncoded())),
                    factory.generatePublic(new X509EncodedKeySpec(publicKey.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + algorithm.joseName(), e);
        }
    }

    byte[] sign(byte[] input) {
        try {
            var idle = signers.poll();
            var signer = idle == null ? newSigner() : idle;
            signer.update(input);
            var signature = signer.sign();
            signers.add(signer);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + algorithm.joseName(), e);
        }
    }

    boolean verify(byte[] input, byte[] signature) {
        try {
            var idle = verifiers.poll();
            var verifier = idle == null ? newVerifier() : idle;
            verifier.update(input);
            boolean valid = verifier.verify(signature);
            verifiers.add(verifier);
            return valid;
        } catch (SignatureException e) {
            return false; // of a length that no signature of this key has
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot verify with " + algorithm.joseName(), e);
        }
    }

    private Signature newSigner() throws GeneralSecurityException {
        if (privateKey == null) {
            throw new IllegalStateException("this key only verifies");
        }
        var signer = instance();
        signer.initSign(privateKey);
        return signer;
    }

    private Signature newVerifier() throws GeneralSecurityException {
        var verifier = instance();
        verifier.initVerify(publicKey);
        return verifier;
    }

    private Signature instance() throws GeneralSecurityException {
        return Signature.getInstance(algorithm.signature());
    }
}
