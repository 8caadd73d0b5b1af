package dev.latchkey.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One HTTP/1.1 connection that is kept open, with as little work in between as will do: the server is what is
/// measured.
final class Connection implements AutoCloseable {
    /// The server ends a connection that was idle for 30 seconds.
    private static final long IDLE_NANOS = 20_000_000_000L;

    private final int port;
    private Socket socket;
    private InputStream in;
    private long used = System.nanoTime();

    Connection(int port) throws IOException {
        this.port = port;
        open();
    }

    private void open() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    /// An answer; header names in lower case, in order.
    record Answer(int status, List<Map.Entry<String, String>> headers, String body) {
        String header(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("answered " + status + " instead of " + expected + ": " + body);
            }
            return this;
        }
    }

    Answer send(String method, String path, String headers, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + headers
                + (bytes.length > 0 || method.equals("POST") ? "Content-Length: " + bytes.length + "\r\n" : "")
                + "\r\n";
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(bytes);
        if (!socket.isClosed() && System.nanoTime() - used > IDLE_NANOS) {
            socket.close();
        }
        if (socket.isClosed()) {
            open();
        }
        socket.getOutputStream().write(request.toByteArray());
        var answer = read();
        used = System.nanoTime();
        if (answer.header("connection").equalsIgnoreCase("close")) {
            socket.close();
        }
        return answer;
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        var headers = new ArrayList<Map.Entry<String, String>>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(Map.entry(
                    line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        var answer = new Answer(status, headers, "");
        if (status == 204 || status == 304) {
            return answer;
        }
        var body = answer.header("transfer-encoding").equals("chunked")
                ? chunks()
                : exactly(Integer.parseInt(answer.header("content-length")));
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
