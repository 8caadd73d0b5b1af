package dev.latchkey.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// What a handler answers. `Cache-Control: private, no-store` and the security headers are added unless it sets them.
public final class Reply {
    // Encoded once, not for each answer.
    private static final HttpField JSON = new PreEncodedHttpField("Content-Type", "application/json; charset=utf-8");
    private static final HttpField HTML = new PreEncodedHttpField("Content-Type", "text/html; charset=utf-8");

    private final int status;
    private final byte[] body;
    private final Optional<Stream> stream;
    private final List<HttpField> headers = new ArrayList<>(8);

    private Reply(int status, byte[] body) {
        this(status, body, Optional.empty());
    }

    private Reply(int status, byte[] body, Optional<Stream> stream) {
        this.status = status;
        this.body = body;
        this.stream = stream;
    }

    /// A body too long to be held: it is written while it is sent.
    @FunctionalInterface
    public interface Stream {
        /// Blocks while the client is slow. What it throws cuts the answer off, so that the client knows it is not
        /// whole.
        void writeTo(OutputStream out) throws IOException;
    }

    /// Without a body.
    public static Reply empty(int status) {
        return new Reply(status, new byte[0]);
    }

    /// A record, a map or a list as JSON.
    public static Reply json(int status, Object value) {
        return new Reply(status, Json.bytes(value)).add(JSON);
    }

    public static Reply html(int status, String page) {
        return new Reply(status, page.getBytes(StandardCharsets.UTF_8)).add(HTML);
    }

    public static Reply bytes(int status, String contentType, byte[] body) {
        return new Reply(status, body).header("Content-Type", contentType);
    }

    /// A body of unknown length.
    public static Reply stream(int status, String contentType, Stream stream) {
        return new Reply(status, new byte[0], Optional.of(stream)).header("Content-Type", contentType);
    }

    /// Has the browser store it as a file, instead of showing it (RFC 6266).
    ///
    /// @param name of letters, digits, dots and hyphens
    public Reply asFile(String name) {
        return header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    /// Sends the browser on with GET.
    ///
    /// @param location an absolute address, or a path of ours
    public static Reply seeOther(String location) {
        return redirect(303, location);
    }

    public static Reply redirect(int status, String location) {
        return empty(status).header("Location", location);
    }

    /// Sets a header, replacing one of that name.
    public Reply header(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in header " + name);
        }
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).getName().equalsIgnoreCase(name)) {
                headers.remove(i);
            }
        }
        return add(new HttpField(name, value));
    }

    public Reply cookie(Cookie cookie) {
        return add(new HttpField("Set-Cookie", cookie.header()));
    }

    /// Adds a header unless one of that name is there.
    Reply otherwise(HttpField header) {
        for (var there : headers) {
            if (there.getName().equalsIgnoreCase(header.getName())) {
                return this;
            }
        }
        return add(header);
    }

    private Reply add(HttpField header) {
        headers.add(header);
        return this;
    }

    public int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Optional<Stream> stream() {
        return stream;
    }

    List<HttpField> headers() {
        return headers;
    }
}
