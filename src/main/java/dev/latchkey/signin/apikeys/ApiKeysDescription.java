package dev.latchkey.signin.apikeys;

import dev.latchkey.platform.http.Scope;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [ApiKeys] tells about its routes.
final class ApiKeysDescription {
    private ApiKeysDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("API keys");
        var expiry = Schema.object().with("expiresAt", Schema.time());
        topic.get("/api/api-keys", "Your keys, without their values")
                .lists(ApiKeyView.class)
                .sortedBy("createdAt", "name", "expiresAt", "lastUsedAt");
        topic.post("/api/api-keys", "Makes a key; this answer alone has its value")
                .takes(expiry.with("name", Schema.text(3, 50))
                        .maybe("description", Schema.text(0, 500))
                        .maybe(
                                "scopes",
                                Schema.list(Schema.oneOf(Scope.class, Scope::spelling))
                                        .saying("None for all that you may do yourself"))
                        .maybe(
                                "addressRanges",
                                Schema.list(Schema.text())
                                        .with("maxItems", 50)
                                        .saying("Addresses and networks it may be used from; none for anywhere"))
                        .maybe("okAfterDelete", Schema.flag().saying("Answers `200` and `{}` in place of `204`"))
                        .maybe("mailLoginCode", Schema.flag().saying("Mails a login code to people it adds")))
                .answers(201, ApiKeyView.Shown.class)
                .refuses(400, "validation_failed", "invalid_api_key_expiration");
        topic.post("/api/api-keys/{id}/renew", "Gives an expired key a new value and a new end")
                .takes(expiry)
                .answers(200, ApiKeyView.Shown.class)
                .refuses(400, "validation_failed", "invalid_api_key_expiration")
                .refuses(404, "api_key_not_found")
                .refuses(409, "api_key_not_expired");
        topic.delete("/api/api-keys/{id}", "Ends a key").answers(204).refuses(404, "api_key_not_found");
    }
}
