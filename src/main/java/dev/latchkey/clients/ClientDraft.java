package dev.latchkey.clients;

import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An app as an administrator wants it, checked.
///
/// @param id chosen, where it is to be made; else the server makes one
/// @param logos where logos are to be fetched from
record ClientDraft(
        Optional<ClientId> id,
        String name,
        String description,
        List<String> callbackUrls,
        List<String> logoutCallbackUrls,
        boolean isPublic,
        boolean pkceRequired,
        boolean requiresReauthentication,
        boolean skipConsent,
        Optional<String> launchUrl,
        boolean groupRestricted,
        int accessTokenMinutes,
        int refreshTokenMinutes,
        IdTokenClaims idTokenClaims,
        LogoAddresses logos) {
    /// Where the logos are that the app is to have, in the members `logoUrl` and `darkLogoUrl`. It keeps the logo
    /// that it has where there is none.
    record LogoAddresses(Optional<String> light, Optional<String> dark) {
        static final LogoAddresses NONE = new LogoAddresses(Optional.empty(), Optional.empty());
    }

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final int HOUR = 60;
    private static final int THIRTY_DAYS = 30 * 24 * 60;
    private static final int YEAR = 365 * 24 * 60;

    /// @throws dev.latchkey.platform.RefusalException naming every field that cannot be taken
    static ClientDraft forNew(JsonBody body) {
        return from(body, body.text("id"));
    }

    /// As above; what the body says about `id` does not matter.
    static ClientDraft forUpdate(JsonBody body) {
        return from(body, "");
    }

    /// What a search looks into, in one text: all that a list or a page of apps tells them apart by.
    String searchText(ClientId id) {
        var texts = new ArrayList<>(List.of(name, id.value(), description, launchUrl.orElse("")));
        texts.addAll(callbackUrls);
        texts.addAll(logoutCallbackUrls);
        return String.join("\n", texts).toLowerCase(Locale.ROOT);
    }

    private static ClientDraft from(JsonBody body, String id) {
        var checks = new FieldChecks();
        var name = checks.of("name", body.text("name")).required().atMost(50).composed();
        var description =
                checks.of("description", body.text("description")).atMost(150).composed();
        var callbacks = addresses(checks, body, "callbackURLs");
        var logoutCallbacks = addresses(checks, body, "logoutCallbackURLs");
        var isPublic = body.flag("isPublic");
        refuseWhatHasNoEngine(checks, body);
        var launch = body.optionalText("launchURL");
        launch.ifPresent(
                url -> checks.of("launchURL", url).that(isLaunchable(url), "invalid_format", "must be a valid URL"));
        int access = minutes(checks, body, "accessTokenDurationMinutes", HOUR);
        int refresh = minutes(checks, body, "refreshTokenDurationMinutes", THIRTY_DAYS);
        var claims = idTokenClaims(checks, body);
        if (!id.isEmpty()) {
            checks.of("id", id)
                    .atLeast(2)
                    .atMost(128)
                    .that(ID.matcher(id).matches() && !id.matches("\\.{2}"), "client_id", "is invalid");
        }
        var draft = new ClientDraft(
                id.isEmpty()
                        ? Optional.empty()
                        : Optional.of(id).filter(text -> !text.isBlank()).map(ClientId::new),
                name,
                description,
                callbacks,
                logoutCallbacks,
                isPublic,
                isPublic || body.flag("pkceEnabled"),
                body.flag("requiresReauthentication"),
                body.flag("skipConsent"),
                launch,
                body.flag("isGroupRestricted"),
                access,
                refresh,
                claims,
                new LogoAddresses(body.optionalText("logoUrl"), body.optionalText("darkLogoUrl")));
        checks.done();
        return draft;
    }

    private static List<String> addresses(FieldChecks checks, JsonBody body, String field) {
        var addresses = body.texts(field).orElse(List.of());
        for (int i = 0; i < addresses.size(); i++) {
            if (CallbackPattern.parse(addresses.get(i)) instanceof CallbackPattern.Parsed.Bad(var why)) {
                checks.that(false, field + "[" + i + "]", "callback_url_pattern", why);
            }
        }
        return addresses;
    }

    /// Better refused than accepted and not done.
    private static void refuseWhatHasNoEngine(FieldChecks checks, JsonBody body) {
        var message = "is not supported by this version";
        boolean federated = body.object("credentials")
                .flatMap(credentials -> credentials.objects("federatedIdentities"))
                .filter(identities -> !identities.isEmpty())
                .isPresent();
        checks.that(
                !body.flag("requiresPushedAuthorizationRequests"),
                "requiresPushedAuthorizationRequests",
                "unsupported",
                message);
        checks.that(!federated, "federatedIdentities", "unsupported", message);
    }

    /// It becomes a link on a page of ours, so it must not be a script.
    private static boolean isLaunchable(String url) {
        try {
            var uri = new URI(url);
            var scheme = uri.getScheme();
            boolean somewhere = uri.getHost() != null || uri.isOpaque() || uri.getAuthority() != null;
            return scheme != null
                    && somewhere
                    && url.length() <= 2048
                    && !scheme.toLowerCase(Locale.ROOT).matches("javascript|data|vbscript|file|blob|about");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int minutes(FieldChecks checks, JsonBody body, String field, int otherwise) {
        long minutes = body.number(field);
        checks.that(minutes >= 0 && minutes <= YEAR, field, "token_duration", "is invalid");
        return minutes == 0 ? otherwise : Math.clamp(minutes, 1, YEAR);
    }

    private static IdTokenClaims idTokenClaims(FieldChecks checks, JsonBody body) {
        var text = body.optionalText("idTokenClaims").orElse(IdTokenClaims.SCOPES.text());
        var claims = IdTokenClaims.parse(text);
        checks.that(claims.isPresent(), "idTokenClaims", "oneof", "is invalid");
        return claims.orElse(IdTokenClaims.SCOPES);
    }
}
