package dev.latchkey.oidc.discovery;

import dev.latchkey.oidc.keys.KeySet;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `GET /.well-known/openid-configuration`, `/.well-known/oauth-authorization-server` and `/.well-known/jwks.json`,
/// which anybody may cache for a while and any page may read.
public final class Discovery {
    private static final String JSON = "application/json; charset=utf-8";
    private static final Duration METADATA_AGE = Duration.ofMinutes(5);

    private final SigningKeys keys;
    private final Metadata metadata;
    private volatile Optional<Document> written = Optional.empty();

    /// @param appUrl the issuer, and the base of what browsers visit
    /// @param internalUrl the base of what servers call
    /// @param languages what pages can be had in, asked when the document is
    public Discovery(SigningKeys keys, URI appUrl, URI internalUrl, Supplier<List<String>> languages) {
        this.keys = keys;
        this.metadata = new Metadata(appUrl, internalUrl, languages);
    }

    public void routes(Routes routes) {
        routes.open()
                .anyOrigin()
                .get("/.well-known/openid-configuration", this::metadata)
                .get("/.well-known/oauth-authorization-server", this::metadata)
                .get("/.well-known/jwks.json", this::keys);
    }

    private Reply metadata(Call call) {
        var algorithms = keys.algorithms();
        var document = written.filter(there -> there.algorithms().equals(algorithms))
                .orElseGet(() -> metadata.document(algorithms));
        written = Optional.of(document);
        return cached(call, document.json(), document.etag(), METADATA_AGE);
    }

    private Reply keys(Call call) {
        var published = keys.published();
        return cached(call, published.json(), published.etag(), KeySet.MAX_AGE);
    }

    private static Reply cached(Call call, byte[] json, String etag, Duration age) {
        boolean known = call.header("If-None-Match")
                .filter(tags -> tags.equals("*") || tags.contains(etag))
                .isPresent();
        var reply = known ? Reply.empty(304) : Reply.bytes(200, JSON, json);
        return reply.header("ETag", etag).header("Cache-Control", "public, max-age=" + age.toSeconds());
    }
}
