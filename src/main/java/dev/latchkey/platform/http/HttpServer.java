package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.logs.RequestId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listener: HTTP/1.1 and cleartext HTTP/2 with prior knowledge, each request on a virtual thread of its own.
public final class HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger("http");
    private static final int HEADER_BYTES = 64 * 1024;

    /// What came with a request may go back in an answer, beside what the answer itself has to say.
    private static final int ANSWER_HEADER_BYTES = 2 * HEADER_BYTES;

    private static final int STREAM_BUFFER = 32 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(5);

    /// How long a connection without a request is kept once the server stops.
    private static final Duration IDLE_AT_THE_END = Duration.ofMillis(200);

    private final Server server;
    private final ServerConnector connector;

    /// Loads, on a thread of its own, what takes long to load and nothing before the listener needs: the header tables
    /// of HTTP/2, and Jetty's media types, which go through all locales there are. Whoever needs them sooner waits.
    public static void prepare() {
        Thread.ofPlatform()
                .daemon()
                .name("http-ahead")
                .start(() -> LOG.trace(
                        "loaded {} {}", MimeTypes.DEFAULTS, new PreEncodedHttpField(HttpHeader.VARY, "Cookie")));
    }

    /// @param host the address to listen on
    /// @param port the port; 0 for any free one
    public HttpServer(String host, int port, Router router, TrustedProxies proxies) {
        // A queue of the platform's: Jetty's own loads the Java machine's management, a tenth of a start.
        var threads = new QueuedThreadPool(8, 2, new LinkedBlockingQueue<>());
        threads.setName("http");
        server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setMaxResponseHeaderSize(ANSWER_HEADER_BYTES);
        configuration.setHeaderCacheSize(0); // it would be filled and emptied for each bearer token
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setUriCompliance(
                UriCompliance.DEFAULT.with("slashes", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        connector = new ServerConnector(
                server,
                1,
                1,
                new HttpConnectionFactory(configuration),
                new HTTP2CServerConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(30_000);
        connector.setReuseAddress(true);
        connector.setShutdownIdleTimeout(IDLE_AT_THE_END.toMillis());
        server.addConnector(connector);
        server.setErrorHandler(HttpServer::unreadable);
        server.setHandler(new GracefulHandler(new Entrance(router, proxies)));
        server.setStopTimeout(GRACE.toMillis());
    }

    /// @throws IOException if the address cannot be listened on
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /// The port that is listened on.
    public int port() {
        return connector.getLocalPort();
    }

    /// Takes no new connections, lets requests finish for five seconds, then ends.
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("stop_failed", e);
        }
    }

    /// What Jetty itself refuses: a request that is not HTTP, headers over the limit, an ambiguous path. It reads no
    /// further on that connection, which the client is told.
    private static boolean unreadable(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= 400 ? response.getStatus() : 500;
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (Entrance.oneAfterTheOther(request)) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        var text = status == 431 || status == 414
                ? "The request's headers are longer than " + HEADER_BYTES + " bytes\n"
                : "The request cannot be read\n";
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    /// A request leaves Jetty's thread here, and comes back to it when it is answered. If it stayed, the next of its
    /// connection would follow on the same thread, as long as there is one, and two connections that ask again at
    /// once would keep all others waiting.
    private static final class Entrance extends Handler.Abstract.NonBlocking {
        private final Router router;
        private final TrustedProxies proxies;

        Entrance(Router router, TrustedProxies proxies) {
            this.router = router;
            this.proxies = proxies;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Thread.ofVirtual().name("request").start(() -> {
                try {
                    serve(request, response, callback);
                } catch (RuntimeException | Error e) {
                    LOG.error("request_failed", e);
                    callback.failed(e);
                }
            });
            return true;
        }

        private void serve(Request request, Response response, Callback callback) {
            long began = System.nanoTime();
            var requestId = UUID.randomUUID().toString();
            ScopedValue.where(RequestId.CURRENT, requestId).run(() -> {
                var incoming = new JettyRequest(request);
                var address = proxies.client(peer(request), incoming::headers);
                Router.Answer answer;
                try {
                    answer = router.answer(incoming, requestId, address);
                } catch (RuntimeException e) {
                    LOG.error("request_failed method={}", request.getMethod(), e);
                    answer = new Router.Answer(failed(requestId), "(failed)");
                }
                send(request, response, answer.reply(), requestId, callback);
                log(request, answer, address, began);
            });
        }

        private static Reply failed(String requestId) {
            return Reply.json(
                    500, Map.of("error", "Something went wrong", "code", "internal_error", "request_id", requestId));
        }

        private static void log(Request request, Router.Answer answer, ClientAddress address, long began) {
            if (answer.route().equals("/healthz") || answer.route().equals("(file)")) {
                return;
            }
            int status = answer.reply().status();
            var level = status >= 500
                    ? org.slf4j.event.Level.ERROR
                    : status == 429 ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO;
            LOG.atLevel(level)
                    .log(
                            "request method={} route={} status={} ms={} ip={}",
                            request.getMethod(),
                            answer.route(),
                            status,
                            (System.nanoTime() - began) / 1_000_000,
                            address.text());
        }

        private static void send(Request request, Response response, Reply reply, String requestId, Callback callback) {
            response.setStatus(reply.status());
            for (var header : reply.headers()) {
                response.getHeaders().add(header);
            }
            response.getHeaders().put("X-Request-ID", requestId);
            closeUnlessRead(request, response);
            var stream = reply.stream();
            if (stream.isPresent() && !request.getMethod().equals("HEAD")) {
                send(response, stream.get(), callback);
                return;
            }
            boolean bodiless = stream.isPresent() || reply.status() == 204 || reply.status() == 304;
            if (!bodiless) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
            }
            var body = bodiless || request.getMethod().equals("HEAD") ? new byte[0] : reply.body();
            response.write(true, ByteBuffer.wrap(body), callback);
        }

        /// Whatever goes wrong on the way ends the connection, or the stream of HTTP/2, before the body is complete.
        private static void send(Response response, Reply.Stream stream, Callback callback) {
            var out = new BufferedOutputStream(Content.Sink.asOutputStream(response), STREAM_BUFFER);
            try {
                stream.writeTo(out);
                out.close(); // only now: closing says that the body is complete
            } catch (IOException e) {
                LOG.debug("stream_cut_off", e);
                callback.failed(e);
                return;
            } catch (RuntimeException e) {
                LOG.error("stream_failed", e);
                callback.failed(e);
                return;
            }
            callback.succeeded();
        }

        /// A body that nobody read stands before the next request. Unless it can be skipped, the client is told
        /// that this connection ends here (RFC 9112 §9.6), rather than find out when its next request is cut.
        private static void closeUnlessRead(Request request, Response response) {
            if (oneAfterTheOther(request) && !request.consumeAvailable()) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
        }

        /// Streams of HTTP/2 do not stand in each other's way, and the header `Connection` is forbidden there
        /// (RFC 9113 §8.2.2).
        private static boolean oneAfterTheOther(Request request) {
            return request.getConnectionMetaData().getHttpVersion().getVersion() < 20;
        }

        private static InetAddress peer(Request request) {
            return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                    ? address.getAddress()
                    : unknown();
        }

        private static InetAddress unknown() {
            try {
                return InetAddress.getByAddress(new byte[4]);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record JettyRequest(Request request) implements Call.Incoming {
        @Override
        public String method() {
            return request.getMethod();
        }

        /// Several slashes in front count as one: who joins an address with a slash at its end and a path sends them.
        @Override
        public String path() {
            var path = request.getHttpURI().getDecodedPath();
            int slashes = 0;
            while (path != null && slashes < path.length() && path.charAt(slashes) == '/') {
                slashes++;
            }
            return path == null ? "/" : path.substring(Math.max(0, slashes - 1));
        }

        @Override
        public String rawQuery() {
            var query = request.getHttpURI().getQuery();
            return query == null ? "" : query;
        }

        @Override
        public List<String> headers(String name) {
            List<String> values = List.of();
            for (var field : request.getHeaders()) {
                if (field.is(name)) {
                    values = values.isEmpty() ? new ArrayList<>(1) : values;
                    values.add(field.getValue());
                }
            }
            return values;
        }

        @Override
        public byte[] body(long limit) {
            try (var stream = Content.Source.asInputStream(request)) {
                return stream.readNBytes((int) Math.min(Integer.MAX_VALUE, limit + 1));
            } catch (IOException e) {
                LOG.debug("body_cut_off", e);
                throw Refusal.Bad.body().asException();
            }
        }
    }
}
