package dev.latchkey.signin.qr;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.sessions.SignInCookies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The page that shows the QR code. Its script asks now and then whether there is an answer, and then sends the page's
/// form; without a script one presses that form's button. The session comes with the answer to the form only.
final class WaitingPage {
    private static final String PAGE = "/login/alternative/device";
    private static final LocalPath HOME = LocalPath.fixed("/settings");
    private static final int GROUP = 4;

    private final Db db;
    private final QrSignIn signIn;
    private final SignInCookies cookies;
    private final Pages pages;

    WaitingPage(Db db, QrSignIn signIn, SignInCookies cookies, Pages pages) {
        this.db = db;
        this.signIn = signIn;
        this.cookies = cookies;
        this.pages = pages;
    }

    void routes(Routes routes) {
        routes.sessionIfAny().get(PAGE, this::show);
        routes.open().get(PAGE + "/wait", this::state).post(PAGE, this::submit).post(PAGE + "/cancel", this::cancel);
    }

    /// The request of this browser that still waits, or else a new one.
    private Reply show(Call call) {
        var redirect = LocalPath.redirect(call.query());
        if (call.caller().isPresent()) {
            return Reply.seeOther(redirect.orElse(HOME).value());
        }
        var held = held(call);
        var standing = held.flatMap(there -> signIn.standing(call, there)).filter(WaitingPage::open);
        if (held.isPresent() && standing.isPresent()) {
            return waiting(call, held.get().code(), standing.get().expiresAt(), redirect, false);
        }
        var begun = signIn.begins(call);
        return waiting(call, begun.code(), begun.expiresAt(), redirect, false)
                .cookie(cookie(begun.code() + begun.browser().reveal(), RemoteSignIns.LIFE));
    }

    private static boolean open(RemoteSignIns.Standing standing) {
        return switch (standing.state()) {
            case PENDING, APPROVED -> true;
            case DENIED, DISABLED -> false;
        };
    }

    private Reply state(Call call) {
        boolean waiting = held(call)
                .flatMap(there -> signIn.standing(call, there))
                .filter(standing -> standing.state() == RemoteSignIns.State.PENDING)
                .isPresent();
        return Reply.json(200, Map.of("waiting", waiting));
    }

    private Reply submit(Call call) {
        var redirect = LocalPath.redirect(call.form());
        var held = held(call);
        if (held.isEmpty()) {
            return over(call, QrSignIn.over(), redirect);
        }
        return switch (signIn.finish(call, held.get())) {
            case QrSignIn.Finish.Done(var _, var started) ->
                Reply.seeOther(cookies.offeringPasskey(call, redirect.orElse(HOME)))
                        .cookie(started.cookie())
                        .cookie(cookie("", Duration.ZERO));
            case QrSignIn.Finish.Pending _ ->
                signIn.standing(call, held.get())
                        .map(standing -> waiting(call, held.get().code(), standing.expiresAt(), redirect, true))
                        .orElseGet(() -> over(call, QrSignIn.over(), redirect));
            case QrSignIn.Finish.Refused(var refusal) -> over(call, refusal, redirect);
        };
    }

    private Reply cancel(Call call) {
        held(call).ifPresent(signIn::cancel);
        return Reply.seeOther(behind("/login/alternative", LocalPath.redirect(call.form())))
                .cookie(cookie("", Duration.ZERO));
    }

    private Reply waiting(Call call, String code, Instant expiresAt, Optional<LocalPath> redirect, boolean early) {
        var values = new HashMap<String, Object>();
        var address = signIn.address();
        values.put("picture", QrPicture.of(signIn.addressOf(code)));
        values.put("number", signIn.number(code));
        values.put("code", code.substring(0, GROUP) + '-' + code.substring(GROUP));
        values.put("address", address.substring(URI.create(address).getScheme().length() + "://".length()));
        values.put("seconds", Math.max(0, Duration.between(db.now(), expiresAt).toSeconds()));
        values.put("redirect", redirect.map(LocalPath::value).orElse(""));
        values.put("early", early);
        values.put("again", behind(PAGE, redirect));
        return pages.render(call, 200, "signin/remote", values);
    }

    private Reply over(Call call, Refusal refusal, Optional<LocalPath> redirect) {
        return switch (refusal.code()) {
            case "device_login_expired", "device_login_denied" ->
                pages.render(
                                call,
                                Refusals.status(refusal),
                                "signin/remote-over",
                                Map.of(
                                        "denied",
                                        refusal.code().equals("device_login_denied"),
                                        "again",
                                        behind(PAGE, redirect),
                                        "otherWay",
                                        behind("/login/alternative", redirect)))
                        .cookie(cookie("", Duration.ZERO));
            default -> throw refusal.asException();
        };
    }

    private static String behind(String page, Optional<LocalPath> redirect) {
        return redirect.map(path -> path.behind(page)).orElse(page);
    }

    /// The cookie holds the code as well, of which the server knows only an HMAC, so that a page that is shown again
    /// shows the same one.
    private Optional<QrSignIn.Held> held(Call call) {
        return cookies.read(call, SignInCookies.Kind.REMOTE)
                .filter(value -> value.length() > RemoteSignIns.CODE_CHARACTERS)
                .map(value -> new QrSignIn.Held(
                        value.substring(0, RemoteSignIns.CODE_CHARACTERS),
                        new Secret(value.substring(RemoteSignIns.CODE_CHARACTERS))));
    }

    private Cookie cookie(String value, Duration life) {
        return cookies.cookie(SignInCookies.Kind.REMOTE, PAGE, value, life);
    }
}
