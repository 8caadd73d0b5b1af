package dev.latchkey.platform.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may say whose certificate is whose: the authorities that the Java runtime knows, and those that an installation
/// has of its own.
final class Authorities {
    private static final Logger LOG = LoggerFactory.getLogger(Authorities.class);
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]*-----END CERTIFICATE-----");

    private Authorities() {}

    /// @param own files in PEM, and directories of such files, whose certificates count besides the known ones
    static SSLContext trusted(List<Path> own) throws GeneralSecurityException {
        if (own.isEmpty()) {
            return SSLContext.getDefault();
        }
        var together = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            together.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read", e);
        }
        for (var authority : with(own)) {
            together.setCertificateEntry("authority" + together.size(), authority);
        }
        var context = SSLContext.getInstance("TLS");
        context.init(null, trusting(together), null);
        return context;
    }

    /// The runtime's, and these.
    static Set<X509Certificate> with(List<Path> own) throws GeneralSecurityException {
        var all = new LinkedHashSet<X509Certificate>();
        for (var manager : trusting(null)) {
            if (manager instanceof X509TrustManager runtime) {
                all.addAll(List.of(runtime.getAcceptedIssuers()));
            }
        }
        own.forEach(path -> all.addAll(read(path)));
        return all;
    }

    /// @param authorities those of the runtime if there are none
    private static TrustManager[] trusting(@Nullable KeyStore authorities) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }

    /// A file that was meant for this holds a certificate. In a directory there may be others as well.
    private static List<X509Certificate> read(Path path) {
        if (Files.isDirectory(path)) {
            try (var files = Files.list(path)) {
                return files.filter(Files::isRegularFile)
                        .flatMap(Authorities::certificates)
                        .toList();
            } catch (IOException e) {
                LOG.warn("authorities_not_read path={}", path, e);
                return List.of();
            }
        }
        var found = certificates(path).toList();
        if (found.isEmpty()) {
            LOG.warn("authorities_not_read path={} reason=\"there is no certificate in PEM in it\"", path);
        }
        return found;
    }

    /// What a file holds in PEM (RFC 7468 §5.1). Whatever else is in it is passed over.
    private static Stream<X509Certificate> certificates(Path file) {
        var found = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var blocks = CERTIFICATE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (blocks.find()) {
                var block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
            }
        } catch (IOException | CertificateException e) {
            LOG.warn("authorities_not_read path={}", file, e);
        }
        return found.stream();
    }
}
