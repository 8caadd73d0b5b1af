package dev.latchkey.testkit;

import dev.latchkey.platform.net.Internet;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// The internet as a server under test sees it: names that a test makes up, and addresses behind which servers of the
/// test stand, really on the loopback interface. Whatever nobody made up is not there.
public final class TestInternet implements Internet {
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> ports = new ConcurrentHashMap<>();
    private final List<InetSocketAddress> asked = new CopyOnWriteArrayList<>();
    private volatile SSLContext trusting = usualTrust();

    /// A name, and what it resolves to from now on.
    public void name(String host, String... addresses) {
        names.put(host, Stream.of(addresses).map(InetAddress::ofLiteral).toList());
    }

    /// An address, and the port of a server here that answers there, whichever port is asked for.
    public void host(String address, int port) {
        ports.put(InetAddress.ofLiteral(address), port);
    }

    /// What everybody trusts.
    public static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whose certificates count.
    public void trust(SSLContext trusted) {
        trusting = trusted;
    }

    /// Where connections were made to, in order.
    public List<String> asked() {
        return asked.stream()
                .map(to -> to.getAddress().getHostAddress() + " " + to.getPort())
                .toList();
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        var known = names.get(host);
        if (known != null) {
            return known;
        }
        if (host.matches("[0-9.]+|.*:.*|localhost")) {
            return List.of(InetAddress.getAllByName(host));
        }
        throw new UnknownHostException(host);
    }

    @Override
    public Socket connect(InetSocketAddress to, Duration within) throws IOException {
        asked.add(to);
        var port = ports.get(to.getAddress());
        if (port == null) {
            throw new ConnectException("nobody is there");
        }
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public SSLContext tls() {
        return trusting;
    }
}
