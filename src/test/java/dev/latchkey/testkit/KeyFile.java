package dev.latchkey.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Keys and certificates in a file of their own, made by the JDK's own tool.
final class KeyFile implements AutoCloseable {
    private static final String PASSWORD = "keystore";

    private final Path directory;
    private final Path file;

    KeyFile() {
        try {
            this.directory = Files.createTempDirectory("latchkey-tls");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.file = directory.resolve("keys.p12");
    }

    /// Makes a key and its certificate.
    ///
    /// @param options of `keytool -genkeypair`
    void make(String alias, String commonName, String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + commonName,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        try {
            int end = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (end != 0) {
                throw new IllegalStateException("keytool ended with " + end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Certificate certificate(String alias) {
        try {
            return Objects.requireNonNull(read().getCertificate(alias), alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Serves with this key.
    SSLContext server(String alias) {
        try {
            var stored = read();
            Key key = stored.getKey(alias, PASSWORD.toCharArray());
            var alone = empty();
            alone.setKeyEntry(alias, key, PASSWORD.toCharArray(), stored.getCertificateChain(alias));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(alone, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Connects to whoever has this certificate, or one that it signed, and to nobody else.
    SSLContext trusting(String alias) {
        try {
            var known = empty();
            known.setCertificateEntry(alias, certificate(alias));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore read() throws GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    @Override
    public void close() {
        TestDatabase.delete(directory);
    }
}
