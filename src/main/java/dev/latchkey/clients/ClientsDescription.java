package dev.latchkey.clients;

import dev.latchkey.directory.GroupAloneView;
import dev.latchkey.directory.GroupView;
import dev.latchkey.platform.images.ImageFormat;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import java.util.List;

/// What [ClientAdministration] tells about its routes.
final class ClientsDescription {
    private static final int YEAR_OF_MINUTES = 525_600;

    private static final String[] LOGO_REFUSALS = {"logo_download_failed", "logo_too_large", "logo_type_not_supported"};

    private ClientsDescription() {}

    static void write(Operations operations) {
        operations.fills(GroupView.class, "allowedOidcClients", Schema.list(ClientMetaView.class));
        operations.fills(GroupAloneView.class, "allowedOidcClients", Schema.list(ClientMetaView.class));
        var apps = operations.about("Apps");
        apps.get("/api/oidc/clients", "Apps, page by page")
                .lists(ClientView.class)
                .sortedBy(
                        "createdAt",
                        "name",
                        "pkceEnabled",
                        "requiresReauthentication",
                        "skipConsent",
                        "isGroupRestricted",
                        "pkceSupported",
                        "allowedUserGroupsCount")
                .filteredBy(
                        "pkceEnabled",
                        "requiresReauthentication",
                        "requiresPushedAuthorizationRequests",
                        "skipConsent",
                        "isGroupRestricted",
                        "pkceSupported",
                        "clientType")
                .searched("name, id, description and addresses");
        apps.post("/api/oidc/clients", "Adds an app")
                .takes(app().maybe(
                                "id",
                                Schema.text(2, 128)
                                        .with("pattern", "^[a-zA-Z0-9._-]+$")
                                        .saying("Chosen by the server unless given")))
                .answers(201, ClientView.class)
                .refuses(400, "validation_failed")
                .refuses(409, "client_id_already_exists")
                .refuses(422, LOGO_REFUSALS);
        apps.get("/api/oidc/clients/{id}", "An app")
                .answers(200, ClientView.class)
                .refuses(404, "not_found");
        apps.get("/api/oidc/clients/{id}/meta", "What anybody may know about an app")
                .answers(200, ClientMetaView.class)
                .refuses(404, "not_found");
        apps.put("/api/oidc/clients/{id}", "Changes an app")
                .changesWhatWasSeen()
                .details("Members that are missing are put back to what a new app has.")
                .takes(app())
                .answers(200, ClientView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found")
                .refuses(422, LOGO_REFUSALS);
        apps.delete("/api/oidc/clients/{id}", "Deletes an app and all that was given to it")
                .answers(204)
                .refuses(404, "not_found");
        apps.put("/api/oidc/clients/{id}/allowed-user-groups", "Lets exactly these groups use a restricted app")
                .changesWhatWasSeen()
                .takes(Schema.object().with("userGroupIds", Schema.list(Schema.text())))
                .answers(200, ClientView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found");
        apps.put("/api/user-groups/{id}/allowed-oidc-clients", "Lets a group use exactly these restricted apps")
                .changesWhatWasSeen()
                .takes(Schema.object().with("oidcClientIds", Schema.list(Schema.text())))
                .answers(200, GroupView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found");
        logos(apps);
        secrets(apps);
    }

    private static void logos(Operations.Topic apps) {
        var shown = apps.get("/api/oidc/clients/{id}/logo", "The logo of an app")
                .details("Where there is no dark one, the light one is shown.")
                .query("v", Schema.text(), "The version; if it is the current one, the answer may be kept for a year")
                .query("skipCache", Schema.text(), "Sends no caching header")
                .header("If-None-Match", Schema.text(), "The `ETag` of the picture that is there already")
                .answers(304);
        for (var format : ImageFormat.values()) {
            shown.answersWith(200, format.mediaType());
        }
        var taken = apps.post("/api/oidc/clients/{id}/logo", "Replaces the logo of an app")
                .takesFile()
                .answers(204)
                .refuses(400, "invalid_request_body", "validation_failed", "invalid_image")
                .refuses(413, "file_too_large")
                .refuses(415, "file_type_not_supported");
        var removed = apps.delete("/api/oidc/clients/{id}/logo", "Removes the logo of an app")
                .answers(204);
        var fetched = apps.post(
                        "/api/oidc/clients/{id}/logo/fetch", "Replaces the logo of an app by one from elsewhere")
                .details("It is fetched once, from the public internet only, and kept.")
                .takes(Schema.object().with("url", Schema.text(1, 2048).with("format", "uri")))
                .answers(204)
                .refuses(400, "validation_failed")
                .refuses(422, LOGO_REFUSALS);
        for (var operation : List.of(shown, taken, fetched, removed)) {
            operation.query("light", Schema.text(), "`true` (unless given), or anything else for the dark one");
        }
        shown.refuses(404, "not_found", "image_not_found");
        taken.refuses(404, "not_found");
        fetched.refuses(404, "not_found");
        removed.refuses(404, "not_found", "image_not_found");
    }

    private static void secrets(Operations.Topic apps) {
        apps.get("/api/oidc/clients/{id}/secrets", "The secrets of an app, without their values")
                .answers(200, Schema.list(ClientView.SecretView.class))
                .refuses(404, "not_found");
        apps.post("/api/oidc/clients/{id}/secrets", "Adds a secret; this answer alone has its value")
                .mayTake(Schema.object()
                        .maybe(
                                "secret",
                                Schema.text()
                                        .with("minLength", 16)
                                        .with("pattern", "^[ -~]*$")
                                        .saying("Chosen by the server unless given"))
                        .maybe("expiresAt", Schema.time()))
                .answers(201, ClientView.SecretView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found");
        apps.delete("/api/oidc/clients/{id}/secrets/{secretId}", "Deletes a secret")
                .answers(204)
                .refuses(404, "not_found");
    }

    private static Schema.Members app() {
        var addresses = Schema.list(Schema.text(1, 2048).saying("An address, perhaps with wildcards"));
        var minutes = Schema.number(0, YEAR_OF_MINUTES).saying("0 for what is usual");
        var elsewhere = Schema.text(1, 2048).with("format", "uri").saying("Where a logo is, which is fetched and kept");
        return Schema.object()
                .with("name", Schema.text(1, 50))
                .maybe("description", Schema.text(0, 150))
                .maybe("callbackURLs", addresses)
                .maybe("logoutCallbackURLs", addresses)
                .maybe("isPublic", Schema.flag())
                .maybe("pkceEnabled", Schema.flag().saying("Public apps always need PKCE"))
                .maybe("requiresReauthentication", Schema.flag())
                .maybe("requiresPushedAuthorizationRequests", Schema.flag().with("enum", List.of(false)))
                .maybe("skipConsent", Schema.flag())
                .maybe("isGroupRestricted", Schema.flag())
                .maybe("logoUrl", elsewhere)
                .maybe("darkLogoUrl", elsewhere)
                .maybe("launchURL", Schema.text(1, 2048).with("format", "uri"))
                .maybe("accessTokenDurationMinutes", minutes)
                .maybe("refreshTokenDurationMinutes", minutes)
                .maybe("idTokenClaims", Schema.oneOf(IdTokenClaims.class, IdTokenClaims::text));
    }
}
