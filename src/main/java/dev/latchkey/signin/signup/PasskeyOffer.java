package dev.latchkey.signin.signup;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.sessions.SignInCookies;
import java.time.Duration;
import java.util.Map;

/// The page that offers a passkey to who just signed in without one. It can be put off for thirty days.
public final class PasskeyOffer {
    private static final Duration SNOOZE = Duration.ofDays(30);
    private static final LocalPath HOME = LocalPath.fixed("/settings/account");

    private final SignInCookies cookies;
    private final Pages pages;

    public PasskeyOffer(SignInCookies cookies, Pages pages) {
        this.cookies = cookies;
        this.pages = pages;
    }

    public void routes(Routes routes) {
        routes.session().get("/signup/add-passkey", this::page).post("/signup/add-passkey/later", this::later);
    }

    private Reply page(Call call) {
        var redirect = LocalPath.redirect(call.query()).orElse(HOME);
        return pages.render(call, 200, "signin/add-passkey", Map.of("redirect", redirect.value()));
    }

    private Reply later(Call call) {
        var redirect = LocalPath.redirect(call.form()).orElse(HOME);
        return Reply.seeOther(redirect.value())
                .cookie(cookies.cookie(SignInCookies.Kind.PASSKEY_OFFER_SNOOZED, "1", SNOOZE));
    }
}
