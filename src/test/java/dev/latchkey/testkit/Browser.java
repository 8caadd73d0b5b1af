package dev.latchkey.testkit;

import dev.latchkey.platform.http.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One person's browser: it keeps cookies and sends the headers by which servers tell pages of their own from
/// others.
/// It runs no script; what a page's script would send, a test sends with [#fetch].
public final class Browser {
    private static final String AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
    private static final int MOST_REDIRECTS = 12;

    private final Wire wire;
    private final String clientAddress;
    private final CookieJar cookies;
    private String languages = "en";

    Browser(Wire wire, String clientAddress) {
        this.wire = wire;
        this.clientAddress = clientAddress;
        this.cookies = new CookieJar(wire.clock());
    }

    public CookieJar cookies() {
        return cookies;
    }

    /// From now on this browser is set to these languages.
    ///
    /// @param acceptLanguage as the header has it, `de-AT,de;q=0.9`
    public Browser prefers(String acceptLanguage) {
        languages = acceptLanguage;
        return this;
    }

    /// Types an address, or follows a bookmark; redirects are left to the test.
    public Answer get(String address) {
        return navigate("GET", address, "none", "", new byte[0]);
    }

    /// Opens an address and follows redirects for as long as they lead to the server. The last answer may be a
    /// redirect that leads elsewhere.
    public Answer open(String address) {
        return follow(get(address));
    }

    /// Follows a link on a page of another site.
    public Answer openFrom(String site, String address) {
        return follow(navigate("GET", address, "cross-site", site, new byte[0]));
    }

    /// Sends a form that stands on a page of the server's.
    public Answer submit(String address, Form form) {
        return navigate("POST", address, "same-origin", wire.origin().toString(), form);
    }

    /// Sends a form that stands on a page of another site.
    public Answer submitFrom(String site, String address, Form form) {
        return navigate("POST", address, "cross-site", site, form);
    }

    /// As above, with a body that an app has written by itself.
    public Answer submitFrom(String site, String address, byte[] body) {
        return navigate("POST", address, "cross-site", site, body);
    }

    /// What a script on a page of another site makes the browser send, cookies and all.
    public Answer sentBy(String site, String method, String path) {
        var headers = headers();
        headers.add(Map.entry("Origin", site));
        headers.add(Map.entry("Sec-Fetch-Site", "cross-site"));
        headers.add(Map.entry("Sec-Fetch-Mode", "no-cors"));
        headers.add(Map.entry("Content-Type", "text/plain"));
        return send(method, wire.resolve(path), headers, new byte[0], true);
    }

    /// Follows redirects for as long as they lead to the server.
    public Answer follow(Answer answer) {
        var last = answer;
        for (int i = 0; last.status() / 100 == 3 && last.header("Location").isPresent(); i++) {
            var next = last.address().resolve(last.location());
            if (!wire.ours(next)) {
                return last;
            }
            if (i == MOST_REDIRECTS) {
                throw new AssertionError("redirects do not end: " + last);
            }
            last = get(next.toString());
        }
        return last;
    }

    /// What a script on a page of the server's sends: `fetch` with a JSON body.
    public Answer fetch(String method, String path, Object body) {
        var bytes = body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.bytes(body);
        return fetch(method, path, "application/json", bytes);
    }

    public Answer fetch(String method, String path) {
        return fetch(method, path, "", new byte[0]);
    }

    /// `fetch` with a JSON body and headers of its own.
    public Answer fetch(String method, String path, Object body, Map<String, String> more) {
        return fetch(method, path, "application/json", Json.bytes(body), more);
    }

    /// `fetch` without a body from a page that was shown to this person.
    ///
    /// @param shownTo the person's id
    public Answer fetchFromPageOf(String shownTo, String method, String path) {
        return fetch(method, path, "", new byte[0], Map.of("Latchkey-User", shownTo));
    }

    /// `fetch` with a file in the part that uploads have it in.
    public Answer upload(String method, String path, String name, byte[] file) {
        var begin = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        var body = new ByteArrayOutputStream();
        body.writeBytes(begin.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return fetch(method, path, "multipart/form-data; boundary=edge", body.toByteArray());
    }

    /// `fetch` with any body.
    ///
    /// @param contentType none if empty
    public Answer fetch(String method, String path, String contentType, byte[] body) {
        return fetch(method, path, contentType, body, Map.of());
    }

    private Answer fetch(String method, String path, String contentType, byte[] body, Map<String, String> more) {
        var headers = headers();
        headers.addAll(more.entrySet());
        headers.add(Map.entry("Accept", "application/json"));
        headers.add(Map.entry("Sec-Fetch-Site", "same-origin"));
        headers.add(Map.entry("Sec-Fetch-Mode", "cors"));
        headers.add(Map.entry("Sec-Fetch-Dest", "empty"));
        if (!method.equals("GET")) {
            headers.add(Map.entry("Origin", wire.origin().toString()));
        }
        if (!contentType.isEmpty()) {
            headers.add(Map.entry("Content-Type", contentType));
        }
        return send(method, wire.resolve(path), headers, body, true);
    }

    private Answer navigate(String method, String address, String site, String origin, Form form) {
        return navigate(method, address, site, origin, form.encoded().getBytes(StandardCharsets.UTF_8));
    }

    private Answer navigate(String method, String address, String site, String origin, byte[] body) {
        var headers = headers();
        headers.add(Map.entry("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        headers.add(Map.entry("Sec-Fetch-Site", site));
        headers.add(Map.entry("Sec-Fetch-Mode", "navigate"));
        headers.add(Map.entry("Sec-Fetch-Dest", "document"));
        if (method.equals("POST")) {
            headers.add(Map.entry("Origin", origin));
            headers.add(Map.entry("Content-Type", "application/x-www-form-urlencoded"));
        }
        // SameSite=Lax: a POST from another site carries no cookie, a link does (RFC 6265bis §5.6.7.1).
        boolean withCookies = method.equals("GET") || !site.equals("cross-site");
        return send(method, wire.resolve(address), headers, body, withCookies);
    }

    private Answer send(
            String method, URI address, List<Map.Entry<String, String>> headers, byte[] body, boolean withCookies) {
        if (withCookies) {
            cookies.headerFor(address).ifPresent(cookie -> headers.add(Map.entry("Cookie", cookie)));
        }
        var answer = wire.send(method, address, headers, body);
        cookies.store(answer);
        return answer;
    }

    private List<Map.Entry<String, String>> headers() {
        var headers = new ArrayList<Map.Entry<String, String>>();
        headers.add(Map.entry("User-Agent", AGENT));
        headers.add(Map.entry("Accept-Language", languages));
        headers.add(Map.entry("X-Forwarded-For", clientAddress));
        return headers;
    }
}
