package dev.latchkey.platform.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/// The way out: names, connections, and whose certificates count. It decides nothing about where anybody may go.
public interface Internet {
    /// All addresses of a host, which may be written as an address itself.
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /// A connection to exactly this address.
    Socket connect(InetSocketAddress to, Duration within) throws IOException;

    /// What makes a connection a secure one.
    SSLSocketFactory tls();

    /// The one that this machine is connected to. Proxies that the system may have set do not count: they would
    /// resolve names themselves.
    static Internet real() {
        return new Internet() {
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

            @Override
            public SSLSocketFactory tls() {
                return (SSLSocketFactory) SSLSocketFactory.getDefault();
            }
        };
    }
}
