package dev.latchkey.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// A certificate authority of somebody's own, which nobody trusts who was not told to.
public final class Authority implements AutoCloseable {
    private static final String OWN = "authority";

    private final KeyFile keys = new KeyFile();
    private final Map<String, SSLContext> hosts = new HashMap<>();

    public Authority() {
        keys.make(OWN, "An authority of one's own", "-ext", "bc:critical=ca:true", "-ext", "ku=keyCertSign");
    }

    /// What a host serves with, under a certificate for this name.
    public SSLContext certifies(String name) {
        return host(name, "-validity", "2");
    }

    /// The same, and the certificate ended yesterday.
    public SSLContext certifiedOnce(String name) {
        return host(name, "-startdate", "-3d", "-validity", "2");
    }

    private SSLContext host(String name, String... validity) {
        return hosts.computeIfAbsent(name + String.join("", validity), alias -> make(alias, name, validity));
    }

    private SSLContext make(String alias, String name, String... validity) {
        var options = Stream.concat(Stream.of("-signer", OWN, "-ext", "SAN=dns:" + name), Stream.of(validity));
        keys.make(alias, name, options.toArray(String[]::new));
        return keys.server(alias);
    }

    /// Its certificate, as a file in PEM that begins with a line of explanation, as such files do.
    public void writeTo(Path file) {
        try {
            var bytes = keys.certificate(OWN).getEncoded();
            var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(bytes);
            Files.writeString(
                    file,
                    "The authority of this house\n-----BEGIN CERTIFICATE-----\n" + lines
                            + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Trusts it, and nobody else.
    public SSLContext trusting() {
        return keys.trusting(OWN);
    }

    @Override
    public void close() {
        keys.close();
    }
}
