package dev.latchkey.platform.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a server answered (RFC 9112), as far as somebody who fetches one thing has to know.
sealed interface HttpAnswer {
    /// 200, and all of the body.
    record Whole(byte[] body) implements HttpAnswer {}

    /// 200, and a body that is longer than the limit.
    record TooLarge() implements HttpAnswer {}

    /// It is somewhere else.
    record Redirect(String location) implements HttpAnswer {}

    /// @throws IOException if it is anything else, cut off, or no HTTP; its message says which
    static HttpAnswer read(InputStream stream, int mostBytes) throws IOException {
        return new Reader(new BufferedInputStream(stream), mostBytes).answer();
    }

    /// Reads one answer.
    final class Reader {
        private static final int MOST_HEAD = 64 * 1024;
        private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

        private final InputStream in;
        private final int mostBytes;
        private int head;

        private Reader(InputStream in, int mostBytes) {
            this.in = in;
            this.mostBytes = mostBytes;
        }

        private HttpAnswer answer() throws IOException {
            int status = status();
            var fields = fields();
            while (status >= 100 && status < 200) { // RFC 9110 §15.2: the one that counts is still to come
                status = status();
                fields = fields();
            }
            if (REDIRECTS.contains(status)) {
                var location = fields.getOrDefault("location", List.of());
                if (location.size() != 1) {
                    throw new IOException("a redirect to nowhere");
                }
                return new Redirect(location.getFirst());
            }
            if (status != 200) {
                throw new IOException("status " + status);
            }
            if (fields.getOrDefault("content-encoding", List.of()).stream()
                    .anyMatch(name -> !name.equals("identity"))) {
                throw new IOException("an encoding that was not asked for");
            }
            return body(fields);
        }

        private int status() throws IOException {
            var line = line();
            if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
                throw new IOException("no HTTP");
            }
            return Integer.parseInt(line.substring(9, 12));
        }

        private Map<String, List<String>> fields() throws IOException {
            var fields = new HashMap<String, List<String>>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                    fields.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(line.substring(colon + 1).strip());
                }
            }
            return fields;
        }

        /// RFC 9112 §6.3: how long the body is.
        private HttpAnswer body(Map<String, List<String>> fields) throws IOException {
            var coding = fields.getOrDefault("transfer-encoding", List.of());
            if (!coding.isEmpty()) {
                if (!coding.equals(List.of("chunked"))) {
                    throw new IOException("a transfer coding that was not asked for");
                }
                return chunks();
            }
            var lengths = fields.getOrDefault("content-length", List.of());
            if (lengths.isEmpty()) {
                var body = in.readNBytes(mostBytes + 1);
                return body.length > mostBytes ? new TooLarge() : new Whole(body);
            }
            if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,18}")) {
                throw new IOException("a length that is none");
            }
            long length = Long.parseLong(lengths.getFirst());
            return length > mostBytes ? new TooLarge() : new Whole(exactly((int) length));
        }

        /// RFC 9112 §7.1.
        private HttpAnswer chunks() throws IOException {
            var body = new ByteArrayOutputStream();
            while (true) {
                var line = line();
                int extension = line.indexOf(';');
                var size = (extension < 0 ? line : line.substring(0, extension)).stripTrailing();
                if (!size.matches("[0-9A-Fa-f]{1,8}")) {
                    throw new IOException("a chunk without a size");
                }
                long length = Long.parseLong(size, 16);
                if (length == 0) {
                    return new Whole(body.toByteArray());
                }
                if (body.size() + length > mostBytes) {
                    return new TooLarge();
                }
                body.writeBytes(exactly((int) length));
                if (!line().isEmpty()) {
                    throw new IOException("a chunk without an end");
                }
            }
        }

        private byte[] exactly(int length) throws IOException {
            var bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException("cut off");
            }
            return bytes;
        }

        /// A line, without its end. Lines are not part of the body, and bounded for themselves.
        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("cut off");
                }
                if (++head > MOST_HEAD) {
                    throw new IOException("too many headers");
                }
                line.write(next);
            }
            var text = line.toString(StandardCharsets.ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
