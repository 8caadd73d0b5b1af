package dev.latchkey.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP/1.1 by hand over a connection that is kept from one request to the next, for requests that no client library
/// would send. Whatever the server leaves behind of one request spoils the answer to the next.
public final class KeptConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);

    private final Wire wire;
    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    KeptConnection(Wire wire, int port) {
        this.wire = wire;
        this.port = port;
    }

    /// @param target path and query, sent as they are
    public Answer send(String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
        var readable = URI.create(wire.origin() + target.replaceAll("[^A-Za-z0-9/._~-].*", ""));
        // What goes on for longer is there for its length alone.
        wire.rememberRequest(target, headers, Arrays.copyOf(body, Math.min(body.length, 32 * 1024)));
        try {
            write(request(method, target, headers, body));
            var answer = answer(method, readable);
            wire.received(method, target.replaceAll("\\?.*", ""), answer);
            return answer;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    /// RFC 9112 §9.5: the answer may come, and the connection end, before all of the body is sent.
    private void write(byte[] request) throws IOException {
        var kept = connect();
        try {
            kept.getOutputStream().write(request);
        } catch (SocketException e) {
            LOG.debug("answered_before_the_body_was_sent", e);
        }
    }

    private Socket connect() throws IOException {
        var kept = socket;
        if (kept == null) {
            kept = new Socket(InetAddress.getLoopbackAddress(), port);
            kept.setSoTimeout(20_000);
            kept.setTcpNoDelay(true);
            in = new BufferedInputStream(kept.getInputStream());
            socket = kept;
        }
        return kept;
    }

    private byte[] request(String method, String target, List<Map.Entry<String, String>> headers, byte[] body)
            throws IOException {
        var head = new StringBuilder(
                method + " " + target + " HTTP/1.1\r\nHost: " + wire.origin().getHost() + "\r\n");
        for (var header : headers) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(body);
        return bytes.toByteArray();
    }

    private Answer answer(String method, URI address) throws IOException {
        var status = Integer.parseInt(line().substring(9, 12));
        var headers = new HashMap<String, List<String>>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        var answer = new Answer(method, address, status, headers, body(headers));
        if (answer.header("Connection").filter("close"::equals).isPresent()) {
            close();
        }
        return answer;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (!headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            return in.readNBytes(Integer.parseInt(
                    headers.getOrDefault("content-length", List.of("0")).getFirst()));
        }
        // RFC 9112 §7.1
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("the connection ended without an answer, after: " + line);
            }
            line.write(one);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        var kept = socket;
        socket = null;
        if (kept != null) {
            try {
                kept.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
