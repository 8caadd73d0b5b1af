package dev.latchkey.platform.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One fetch: a request, and those that redirects lead to.
final class Exchange {
    /// Several addresses of one host are tried within the time there is.
    private static final Duration TO_CONNECT = Duration.ofSeconds(4);

    private final Internet internet;
    private final PublicAddresses allowed;
    private final Fetcher.Terms terms;
    /// What is closed when it has to end, also below TLS, which would want to say goodbye first.
    private volatile @Nullable Socket socket;
    private volatile boolean closed;
    private volatile String host = "-";

    Exchange(Internet internet, PublicAddresses allowed, Fetcher.Terms terms) {
        this.internet = internet;
        this.allowed = allowed;
        this.terms = terms;
    }

    /// The host that was asked last, for the log.
    String host() {
        return host;
    }

    /// Nobody waits any more.
    void close() {
        closed = true;
        closeSocket();
    }

    Fetched run(String address) {
        var target = Target.parse(address);
        for (int hop = 0; hop <= terms.redirects(); hop++) {
            if (target.isEmpty()) {
                return new Fetched.NotAllowed("no address of the web");
            }
            try {
                switch (ask(target.get())) {
                    case HttpAnswer.Whole(var body) -> {
                        return new Fetched.Content(body);
                    }
                    case HttpAnswer.TooLarge _ -> {
                        return new Fetched.TooLarge();
                    }
                    case HttpAnswer.Redirect(var location) ->
                        target = target.get().resolve(location);
                }
            } catch (NotPublic _) {
                return new Fetched.NotAllowed("an address that is not public");
            } catch (UnknownHostException _) {
                return new Fetched.Failed("no such host");
            } catch (IOException e) {
                return new Fetched.Failed(String.valueOf(e.getMessage()));
            } finally {
                closeSocket();
            }
        }
        return new Fetched.Failed("more than " + terms.redirects() + " redirects");
    }

    private HttpAnswer ask(Target target) throws IOException, NotPublic {
        host = target.host();
        var connection = open(target);
        connection.getOutputStream().write(request(target).getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
        return HttpAnswer.read(connection.getInputStream(), terms.mostBytes());
    }

    private String request(Target target) {
        return """
                GET %s HTTP/1.1
                Host: %s
                User-Agent: %s
                Accept: %s
                Accept-Encoding: identity
                Connection: close

                """.formatted(target.path(), target.authority(), terms.agent(), terms.accept())
                .replace("\n", "\r\n");
    }

    private Socket open(Target target) throws IOException, NotPublic {
        var plain = connect(internet.addresses(target.host()), target.port());
        if (!target.secure()) {
            return plain;
        }
        var secure =
                (SSLSocket) internet.tls().getSocketFactory().createSocket(plain, target.host(), target.port(), true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9110 §4.3.4
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /// Only to an address that was looked at here: whatever the name resolves to later does not matter.
    private Socket connect(List<InetAddress> addresses, int port) throws IOException, NotPublic {
        if (!addresses.stream().allMatch(allowed::contain)) {
            throw new NotPublic();
        }
        var failure = new IOException("no address");
        for (var address : addresses) {
            if (closed) {
                break;
            }
            try {
                return use(internet.connect(new InetSocketAddress(address, port), TO_CONNECT));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private Socket use(Socket opened) throws IOException {
        socket = opened;
        if (closed) {
            opened.close();
            throw new IOException("too late");
        }
        return opened;
    }

    private void closeSocket() {
        var open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // it is of no use any more
            }
        }
    }

    /// A host has an address that is not public.
    private static final class NotPublic extends Exception {
        private static final long serialVersionUID = 1;

        NotPublic() {
            super(null, null, false, false);
        }
    }
}
