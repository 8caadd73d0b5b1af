package dev.latchkey.oidc.authorize;

import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.ResponseMode;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Parameters;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.pages.Pages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sends answers to the client: by query, by fragment, or by a form that posts itself. Each carries `iss` (RFC 9207),
/// and `state` exactly if one was sent.
final class AuthorizationResponses {
    /// Our pages' policy without `form-action`: naming the client's origin would not be enough, since the browser holds
    /// the policy against every address that the client redirects the post to.
    private static final String FORM_POST_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
                    + "frame-ancestors 'none'";

    private final Pages pages;
    private final String issuer;

    AuthorizationResponses(Pages pages, String issuer) {
        this.pages = pages;
        this.issuer = issuer;
    }

    /// RFC 6749 §4.1.2. The scopes are named always, since unknown ones are dropped (§3.3).
    Reply code(Call call, ClientReturn back, Secret code, Scopes scopes) {
        var parameters = new TreeMap<String, String>();
        parameters.put("code", code.reveal());
        parameters.put("scope", scopes.format());
        return send(call, back, parameters);
    }

    /// RFC 6749 §4.1.2.1.
    Reply error(Call call, ClientReturn back, OAuthError error) {
        var parameters = new TreeMap<String, String>();
        parameters.put("error", error.code());
        parameters.put("error_description", error.description());
        return send(call, back, parameters);
    }

    private Reply send(Call call, ClientReturn back, SortedMap<String, String> parameters) {
        parameters.put("iss", issuer);
        back.state().ifPresent(state -> parameters.put("state", state));
        var reply = back.mode() == ResponseMode.FORM_POST
                ? formPost(call, back, parameters)
                : Reply.seeOther(location(back, parameters));
        return reply.header("Cache-Control", "no-store").header("Pragma", "no-cache");
    }

    private Reply formPost(Call call, ClientReturn back, SortedMap<String, String> parameters) {
        return pages.render(
                        call,
                        200,
                        "oidc/form-post",
                        Map.of("action", back.redirect().uri(), "fields", parameters))
                .header("Content-Security-Policy", FORM_POST_POLICY);
    }

    /// The client's address with the parameters added; what it had in its query stays (RFC 6749 §3.1.2).
    static String location(ClientReturn back, SortedMap<String, String> parameters) {
        var uri = back.redirect().uri();
        var encoded = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("&"));
        if (back.mode() == ResponseMode.FRAGMENT) {
            return uri + "#" + encoded;
        }
        var separator = uri.indexOf('?') < 0 ? "?" : uri.endsWith("?") || uri.endsWith("&") ? "" : "&";
        return uri + separator + encoded;
    }

    /// A state is no longer than it came; what is ours is encoded as everybody does it, slashes too.
    private static String encode(String name, String value) {
        return name.equals("state") ? Parameters.encode(value) : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
