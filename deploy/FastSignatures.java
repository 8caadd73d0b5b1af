import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.KeyPairGenerator;
import java.security.Signature;

/// Succeeds where Corretto's native library works; run while packaging.
class FastSignatures {
    static void main() throws Exception {
        var provider = AmazonCorrettoCryptoProvider.INSTANCE;
        provider.assertHealthy();
        var signature = Signature.getInstance("SHA256withRSA", provider);
        signature.initSign(
                KeyPairGenerator.getInstance("RSA", provider).generateKeyPair().getPrivate());
        signature.sign();
    }
}
