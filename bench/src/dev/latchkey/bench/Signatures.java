package dev.latchkey.bench;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/// How many RS256 signatures one core makes by themselves. Runs in the packaged runtime with the packaged options.
final class Signatures {
    /// As long as the server's own; the JDK's default is longer, and takes four times as long.
    private static final int KEY_BITS = 2048;

    private Signatures() {}

    static void main() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        var pair = generator.generateKeyPair().getPrivate().getEncoded();
        var provider = provider();
        var key = KeyFactory.getInstance("RSA", provider).generatePrivate(new PKCS8EncodedKeySpec(pair));
        var signature = Signature.getInstance("SHA256withRSA", provider);
        var message = new byte[800];
        double rate = 0;
        for (int round = 0; round < 3; round++) {
            long begun = System.nanoTime();
            int signed = 0;
            while (System.nanoTime() - begun < 2e9) {
                signature.initSign(key);
                signature.update(message);
                signature.sign();
                signed++;
            }
            rate = Math.max(rate, signed / ((System.nanoTime() - begun) / 1e9));
        }
        System.out.printf("%.0f%n", rate);
    }

    private static Provider provider() throws Exception {
        try {
            return (Provider) Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider")
                    .getField("INSTANCE")
                    .get(null);
        } catch (ClassNotFoundException e) {
            return Security.getProvider("SunRsaSign");
        }
    }
}
