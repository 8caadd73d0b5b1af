package dev.latchkey.oidc.discovery;

import dev.latchkey.oidc.keys.KeySet;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operation;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
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
    private volatile Optional<MetadataDocument> written = Optional.empty();

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
        routes.described(Discovery::describe);
    }

    private static void describe(Operations operations) {
        var topic = operations.about("Discovery");
        var metadata = Schema.object()
                .with("issuer", Schema.text())
                .with("authorization_endpoint", Schema.text())
                .with("token_endpoint", Schema.text())
                .with("jwks_uri", Schema.text())
                .schema()
                .with("additionalProperties", true);
        var key = Schema.map(Schema.any()).saying("A public key (RFC 7517)");
        described(topic.get("/.well-known/openid-configuration", "What there is, and where (OpenID Connect Discovery)"))
                .answers(200, metadata);
        described(topic.get("/.well-known/oauth-authorization-server", "What there is, and where (RFC 8414)"))
                .answers(200, metadata);
        described(topic.get("/.well-known/jwks.json", "The keys that tokens are signed with"))
                .answers(200, Schema.object().with("keys", Schema.list(key)));
    }

    private static Operation described(Operation operation) {
        return operation
                .header("If-None-Match", Schema.text(), "The `ETag` of what is there already")
                .answers(304);
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
