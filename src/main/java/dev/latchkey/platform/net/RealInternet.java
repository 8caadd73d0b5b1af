package dev.latchkey.platform.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The internet that this machine is connected to. Proxies that the system may have set do not count: they would
/// resolve names themselves.
final class RealInternet implements Internet {
    private final List<Path> ownAuthorities;
    private @Nullable SSLContext tls;

    RealInternet(List<Path> ownAuthorities) {
        this.ownAuthorities = ownAuthorities;
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    @Override
    public Socket connect(InetSocketAddress to, Duration within) throws IOException {
        var socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(to, (int) within.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Made when it is first needed, which is not while the server starts.
    @Override
    public synchronized SSLContext tls() {
        var made = tls;
        if (made == null) {
            try {
                made = Authorities.trusted(ownAuthorities);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java runtime speaks TLS", e);
            }
            tls = made;
        }
        return made;
    }
}
