package dev.latchkey.oidc.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;

/// Makes key pairs, and turns them into JWKs (RFC 7517, RFC 8037) and back.
final class JsonWebKeys {
    private static final byte[] ED25519_PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_BYTES = 32;

    private JsonWebKeys() {}

    /// A new key pair as a private JWK. It says what it is for (`use`, `alg`), and carries no certificate: some
    /// clients read `x5c` as RSA whatever it holds.
    static JWK generate(SigningAlgorithm algorithm, String kid) {
        try {
            return switch (algorithm) {
                case RS256 -> rsa(2048, algorithm, kid);
                case RS384 -> rsa(3072, algorithm, kid);
                case RS512 -> rsa(4096, algorithm, kid);
                case ES256 -> ec(Curve.P_256, algorithm, kid);
                case ES384 -> ec(Curve.P_384, algorithm, kid);
                case ES512 -> ec(Curve.P_521, algorithm, kid);
                case EDDSA -> ed25519(algorithm, kid);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key for " + algorithm.joseName(), e);
        }
    }

    private static JWK rsa(int bits, SigningAlgorithm algorithm, String kid) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        var pair = generator.generateKeyPair();
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.parse(algorithm.joseName()))
                .keyID(kid)
                .build();
    }

    private static JWK ec(Curve curve, SigningAlgorithm algorithm, String kid) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve.getStdName()));
        var pair = generator.generateKeyPair();
        return new ECKey.Builder(curve, (ECPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.parse(algorithm.joseName()))
                .keyID(kid)
                .build();
    }

    private static JWK ed25519(SigningAlgorithm algorithm, String kid) throws GeneralSecurityException {
        // The platform's own: its key hands out its bytes.
        var pair = KeyPairGenerator.getInstance("Ed25519", "SunEC").generateKeyPair();
        var encoded = pair.getPublic().getEncoded();
        var x = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        var d = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                .d(Base64URL.encode(d))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.parse(algorithm.joseName()))
                .keyID(kid)
                .build();
    }

    static JWK parse(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key is no JWK", e);
        }
    }

    static PublicKey publicKey(JWK jwk) {
        try {
            return switch (jwk) {
                case RSAKey rsa -> rsa.toPublicKey();
                case ECKey ec -> ec.toPublicKey();
                case OctetKeyPair ed ->
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(join(ED25519_X509, ed.getDecodedX())));
                default -> throw new IllegalStateException("a signing key of type " + jwk.getKeyType());
            };
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("a stored signing key cannot be used", e);
        }
    }

    static PrivateKey privateKey(JWK jwk) {
        try {
            return switch (jwk) {
                case RSAKey rsa -> rsa.toPrivateKey();
                case ECKey ec -> ec.toPrivateKey();
                case OctetKeyPair ed ->
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(join(ED25519_PKCS8, ed.getDecodedD())));
                default -> throw new IllegalStateException("a signing key of type " + jwk.getKeyType());
            };
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("a stored signing key cannot be used", e);
        }
    }

    private static byte[] join(byte[] left, byte[] right) {
        var whole = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, whole, left.length, right.length);
        return whole;
    }
}
