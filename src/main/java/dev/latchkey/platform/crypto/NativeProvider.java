package dev.latchkey.platform.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Amazon Corretto Crypto Provider, the process's first choice for signatures, hashes and ciphers where its native
/// library fits the machine: RS256 at four times the platform's rate, a passkey's ES256 at eight times.
public final class NativeProvider {
    private static final Logger LOG = LoggerFactory.getLogger(NativeProvider.class);

    private NativeProvider() {}

    /// Loads it and puts it before the platform's providers; if it does not load, those go on as they are.
    /// It takes a quarter of a second, so no request should wait for it. What the platform's code made before stays
    /// valid, but a private key is fast only if a factory makes it afterwards.
    public static void install() {
        try {
            var provider = AmazonCorrettoCryptoProvider.INSTANCE;
            var error = provider.getLoadingError();
            if (error == null) {
                Security.insertProviderAt(provider, 1);
                LOG.info("signatures provider={} version={}", provider.getName(), provider.getVersionStr());
            } else {
                LOG.info("signatures provider=JDK reason=\"{}\"", error.getMessage());
            }
        } catch (LinkageError | RuntimeException e) {
            LOG.info("signatures provider=JDK reason=\"{}\"", e.toString());
        }
    }
}
