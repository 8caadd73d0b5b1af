package dev.latchkey.oidc.keys;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes and checks the signatures of one key. Initialized `Signature` objects are kept and used again.
final class Signatures {
    private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);

    private final SigningAlgorithm algorithm;
    private final @Nullable Provider provider;
    private final @Nullable PrivateKey privateKey;
    private final PublicKey publicKey;
    private final ConcurrentLinkedQueue<Signature> signers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Signature> verifiers = new ConcurrentLinkedQueue<>();

    private Signatures(
            SigningAlgorithm algorithm,
            @Nullable Provider provider,
            @Nullable PrivateKey privateKey,
            PublicKey publicKey) {
        this.algorithm = algorithm;
        this.provider = provider;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// @param provider whose code computes; null for the platform's
    /// @param privateKey null for a key that only verifies
    static Signatures of(
            SigningAlgorithm algorithm,
            Optional<Provider> provider,
            @Nullable PrivateKey privateKey,
            PublicKey publicKey) {
        if (provider.isPresent()) {
            try {
                return translated(algorithm, provider.get(), privateKey, publicKey);
            } catch (GeneralSecurityException e) {
                LOG.info("signatures alg={} provider=JDK reason=\"{}\"", algorithm.joseName(), e.getMessage());
            }
        }
        return new Signatures(algorithm, null, privateKey, publicKey);
    }

    /// The provider is fast only with keys that its own factory made.
    private static Signatures translated(
            SigningAlgorithm algorithm, Provider provider, @Nullable PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        Signature.getInstance(algorithm.signature(), provider);
        var factory = KeyFactory.getInstance(algorithm.keyFactory(), provider);
        return new Signatures(
                algorithm,
                provider,
                privateKey == null ? null : factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey.getEncoded())),
                factory.generatePublic(new X509EncodedKeySpec(publicKey.getEncoded())));
    }

    /// Amazon Corretto Crypto Provider, if its native library fits this machine: RS256 at four times the platform's
    /// rate. Loading it takes a quarter of a second, so nobody waits for it.
    static Optional<Provider> fastest() {
        try {
            var provider = AmazonCorrettoCryptoProvider.INSTANCE;
            var error = provider.getLoadingError();
            if (error == null) {
                LOG.info("signatures provider={} version={}", provider.getName(), provider.getVersionStr());
                return Optional.of(provider);
            }
            LOG.info("signatures provider=JDK reason=\"{}\"", error.getMessage());
        } catch (LinkageError | RuntimeException e) {
            LOG.info("signatures provider=JDK reason=\"{}\"", e.toString());
        }
        return Optional.empty();
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
        return provider == null
                ? Signature.getInstance(algorithm.signature())
                : Signature.getInstance(algorithm.signature(), provider);
    }
}
