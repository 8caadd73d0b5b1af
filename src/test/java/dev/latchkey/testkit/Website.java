package dev.latchkey.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/// A web server of somebody else, which answers what a test tells it, be it HTTP or not.
public final class Website implements AutoCloseable {
    private final ServerSocket server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Website(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().name("website").start(this::serve);
    }

    /// Writes all of an answer, from the status line on.
    @FunctionalInterface
    public interface Answer {
        void write(OutputStream out) throws IOException;
    }

    public static Website plain() {
        try {
            return new Website(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Website tls(SSLContext context) {
        try {
            return new Website(
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// What it was asked: the heads of all requests, in order.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /// 200, and a body.
    public void serve(String path, byte[] body) {
        raw(path, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n", body);
    }

    public void redirect(String path, String location) {
        raw(path, "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n", new byte[0]);
    }

    /// These bytes.
    public void raw(String path, String head, byte[] body) {
        answer(path, out -> {
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
        });
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().name("visit").start(() -> visit(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void visit(Socket socket) {
        try (socket) {
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return;
                }
                head.write(next);
            }
            var text = head.toString(StandardCharsets.ISO_8859_1);
            requests.add(text);
            var path = text.split(" ", 3)[1];
            var nothing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
            answers.getOrDefault(path, out -> out.write(nothing.getBytes(StandardCharsets.ISO_8859_1)))
                    .write(socket.getOutputStream());
        } catch (IOException _) {
            // the other side has gone
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
