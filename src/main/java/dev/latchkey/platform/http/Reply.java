package dev.latchkey.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// What a handler answers. `Cache-Control: private, no-store` and the security headers are added unless it sets them.
public final class Reply {
    // Encoded once, not for each answer.
    private static final HttpField JSON = new PreEncodedHttpField("Content-Type", "application/json; charset=utf-8");
    private static final HttpField HTML = new PreEncodedHttpField("Content-Type", "text/html; charset=utf-8");

    private final int status;
    private final byte[] body;
    private final List<HttpField> headers = new ArrayList<>(8);

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
        return new Reply(status, Json.bytes(value)).add(JSON);
    }

    public static Reply html(int status, String page) {
        return new Reply(status, page.getBytes(StandardCharsets.UTF_8)).add(HTML);
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

    List<HttpField> headers() {
        return headers;
    }
}
