package dev.latchkey.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a handler answers. `Cache-Control: private, no-store` and the security headers are added unless it sets them.
public final class Reply {
    private final int status;
    private final byte[] body;
    private final List<Header> headers = new ArrayList<>();

    record Header(String name, String value) {}

    private Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /// Without a body.
    public static Reply empty(int status) {
        return new Reply(status, new byte[0]);
    }

    /// A record, a map or a list as JSON.
    public static Reply json(int status, Object value) {
        return new Reply(status, Json.bytes(value)).header("Content-Type", "application/json; charset=utf-8");
    }

    public static Reply html(int status, String page) {
        return new Reply(status, page.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "text/html; charset=utf-8");
    }

    public static Reply bytes(int status, String contentType, byte[] body) {
        return new Reply(status, body).header("Content-Type", contentType);
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
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        headers.add(new Header(name, value));
        return this;
    }

    public Reply cookie(Cookie cookie) {
        headers.add(new Header("Set-Cookie", cookie.header()));
        return this;
    }

    public int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    List<Header> headers() {
        return headers;
    }

    @Nullable
    String headerValue(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse(null);
    }
}
