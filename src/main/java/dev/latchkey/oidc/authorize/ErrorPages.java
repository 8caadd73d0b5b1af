package dev.latchkey.oidc.authorize;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.pages.Pages;
import java.util.Map;

/// Pages for requests that lead nowhere. Their texts are chosen by code; nothing that stands in an address is repeated,
/// or a link could put words into our mouth.
final class ErrorPages {
    private final Pages pages;

    ErrorPages(Pages pages) {
        this.pages = pages;
    }

    Reply show(Call call, PageError error) {
        return show(call, error.code());
    }

    /// `/interaction/error?error=…`, where links to such a page lead.
    Reply linked(Call call) {
        return show(call, call.query().value("error").orElse("other"));
    }

    private Reply show(Call call, String code) {
        var texts = pages.messages(call);
        boolean ours = code.matches("[a-z_]{1,64}") && texts.has("auth_refusal_" + code + "_title");
        var known = ours ? code : "other";
        return pages.render(
                call,
                400,
                "oidc/refusal",
                Map.of(
                        "title", texts.text("auth_refusal_" + known + "_title"),
                        "text", texts.text("auth_refusal_" + known + "_text"),
                        "advice", texts.text("auth_refusal_" + known + "_advice"),
                        "code", known,
                        "requestId", call.requestId()));
    }
}
