package dev.latchkey.platform.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/// The way out: names, connections, and whose certificates count. It decides nothing about where anybody may go.
public interface Internet {
    /// All addresses of a host, which may be written as an address itself.
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /// A connection to exactly this address.
    Socket connect(InetSocketAddress to, Duration within) throws IOException;

    /// What makes a connection a secure one.
    SSLContext tls();

    /// The one that this machine is connected to.
    ///
    /// @param ownAuthorities files in PEM, and directories of such files: whose certificates count besides those
    ///     that everybody trusts
    static Internet real(List<Path> ownAuthorities) {
        return new RealInternet(ownAuthorities);
    }
}
