package dev.latchkey.platform.reference;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.OpenApiDocument;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `GET /api/openapi.json`. It says nothing that the source does not, so anybody may read it.
public final class ApiReference {
    private static final String ABOUT = """
            Everything that an administrator can do in the pages, and everything that an app needs.

            Bodies are JSON unless an operation says otherwise. Members that are not known are ignored; a member that \
            is missing and one that is `null` are the same. `PUT` replaces all of a thing. An error has a stable \
            `code`; an address that cannot be decoded is refused with `400` and plain text. Every `GET` answers `HEAD` \
            as well, and every answer has an `X-Request-ID`.""";

    private final Routes routes;
    private final Site site;
    private volatile Optional<Written> written = Optional.empty();

    /// What is known of this installation.
    ///
    /// @param version of the server
    /// @param sessionCookie what the cookie of a browser session is called
    public record Site(String appUrl, Supplier<String> version, String sessionCookie) {}

    private record Written(byte[] json, String etag) {}

    public ApiReference(Routes routes, Site site) {
        this.routes = routes;
        this.site = site;
    }

    public void routes(Routes routes) {
        routes.open().get("/api/openapi.json", this::document);
        routes.described(ApiReference::describe);
    }

    private static void describe(Operations operations) {
        operations
                .about("Reference")
                .get("/api/openapi.json", "This document")
                .header("If-None-Match", Schema.text(), "The `ETag` of what is there already")
                .answers(200, Schema.map(Schema.any()))
                .answers(304);
    }

    private Reply document(Call call) {
        var document = written.orElseGet(this::write);
        written = Optional.of(document);
        boolean known = call.header("If-None-Match")
                .filter(tags -> tags.equals("*") || tags.contains(document.etag()))
                .isPresent();
        var reply = known ? Reply.empty(304) : Reply.bytes(200, "application/json; charset=utf-8", document.json());
        return reply.header("ETag", document.etag()).header("Cache-Control", "no-cache");
    }

    private Written write() {
        var info = new OpenApiDocument.Info("Latchkey", site.version().get(), ABOUT, site.appUrl(), securitySchemes());
        var json = Json.bytes(OpenApiDocument.of(info, routes.operations()));
        var hash = Hashes.sha256Hex(new String(json, StandardCharsets.UTF_8));
        return new Written(json, '"' + hash.substring(0, 16) + '"');
    }

    private Map<String, Object> securitySchemes() {
        var schemes = new LinkedHashMap<String, Object>();
        schemes.put(
                "session",
                scheme(
                        "apiKey",
                        "The cookie of a browser that is signed in",
                        "in",
                        "cookie",
                        "name",
                        site.sessionCookie()));
        schemes.put(
                "apiKey",
                scheme(
                        "apiKey",
                        "An API key. What an operation lists is the scope that a key with scopes needs",
                        "in",
                        "header",
                        "name",
                        "X-API-Key"));
        schemes.put(
                "client",
                scheme(
                        "http",
                        "An app, by its id and secret; in the form instead where it cannot do this",
                        "scheme",
                        "basic"));
        schemes.put("accessToken", scheme("http", "An access token that an app was given", "scheme", "bearer"));
        return schemes;
    }

    private static Map<String, Object> scheme(String type, String description, String... more) {
        var scheme = new LinkedHashMap<String, Object>();
        scheme.put("type", type);
        scheme.put("description", description);
        for (int i = 0; i < more.length; i += 2) {
            scheme.put(more[i], more[i + 1]);
        }
        return scheme;
    }
}
