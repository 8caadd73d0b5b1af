package dev.latchkey.oidc.device;

import dev.latchkey.oidc.authorize.AskingApp;
import dev.latchkey.oidc.authorize.ConsentItems;
import dev.latchkey.oidc.authorize.SignedInPerson;
import dev.latchkey.oidc.grants.Consents;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.ClientAddress;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.signin.qr.RemoteSignIns;
import dev.latchkey.signin.sessions.Device;
import dev.latchkey.signin.sessions.Session;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// `/device`: a field for the code, then what the device asks for, and two buttons. Codes of browsers that wait to be
/// signed in are typed here too; [RemotePages] shows what is behind those.
final class DevicePages {
    private static final String PAGE = "/device";
    private static final int LONGEST_CODE = 32;

    private final DeviceApprovals approvals;
    private final RemotePages remote;
    private final DeviceAuthorization.Parts parts;

    DevicePages(DeviceApprovals approvals, RemotePages remote, DeviceAuthorization.Parts parts) {
        this.approvals = approvals;
        this.remote = remote;
        this.parts = parts;
    }

    void routes(Routes routes) {
        routes.sessionIfAny().get(PAGE, this::show).post(PAGE, this::decide);
    }

    private Reply show(Call call) {
        var typed = call.query().value("user_code").or(() -> call.query().value("code"));
        if (typed.isEmpty()) {
            return ask(call, 200, "", Optional.empty());
        }
        var session = call.caller().map(Session.class::cast);
        if (session.isEmpty()) {
            return signIn(typed.get());
        }
        return call.query().first("another").isPresent()
                ? another(call, typed.get())
                : review(call, session.get(), typed.get(), false);
    }

    private Reply decide(Call call) {
        var typed = call.form().value("user_code").orElse("");
        var session = call.caller().map(Session.class::cast);
        if (session.isEmpty()) {
            return signIn(typed);
        }
        if (!SignedInPerson.isStill(session.get(), call)) {
            return review(call, session.get(), typed, false);
        }
        try {
            if (RemoteSignIns.isCode(typed)) {
                return remote.decide(call, session.get(), typed);
            }
            return switch (call.form().value("decision").orElse("")) {
                case "allow" -> done(call, "oidc/device-approved", approvals.approve(call, session.get(), typed));
                case "deny" -> done(call, "oidc/device-denied", approvals.deny(call, session.get(), typed));
                default -> review(call, session.get(), typed, false);
            };
        } catch (RefusalException e) {
            return e.refusal() instanceof Refusal.Unauthorized && !RemoteSignIns.isCode(typed)
                    ? review(call, session.get(), typed, true)
                    : refused(call, typed, e.refusal());
        }
    }

    private static Reply signIn(String typed) {
        return Reply.seeOther(back(typed).behind("/login"));
    }

    /// Signing in as somebody else takes the place of the session there is, and comes back to the same device.
    private Reply another(Call call, String typed) {
        var back = back(typed);
        return parts.pages()
                .render(
                        call,
                        200,
                        "oidc/device-another",
                        Map.of("back", back.value(), "otherWay", back.behind("/login/alternative/code")));
    }

    /// What is too long for a code is none, and need not be carried along.
    /// What asks, in words; as it says it itself where that is not known.
    private static String agent(String userAgent) {
        var known = Device.of(userAgent).label();
        return known.isEmpty() ? userAgent : known;
    }

    private static LocalPath back(String typed) {
        var code = DeviceCodes.normalise(typed).replaceAll("[^A-Z0-9]", "");
        return LocalPath.fixed(PAGE + "?user_code=" + code.substring(0, Math.min(code.length(), LONGEST_CODE)));
    }

    private Reply done(Call call, String template, dev.latchkey.clients.Client client) {
        return parts.pages().render(call, 200, template, Map.of("app", AskingApp.of(client)));
    }

    /// @param proofMissing whether they pressed the button, and a fresh passkey proof was missing
    private Reply review(Call call, Session session, String typed, boolean proofMissing) {
        try {
            if (RemoteSignIns.isCode(typed)) {
                return remote.review(call, session, typed);
            }
            var values = approvals.look(session, typed, (tx, request) -> {
                var user = parts.users().get(tx, session.user());
                var client = request.client();
                var waiting = request.waiting();
                var agreed = Consents.of(tx, user.id(), client.id());
                var shown = new HashMap<String, Object>();
                shown.put("app", AskingApp.of(client));
                shown.put("person", SignedInPerson.of(user));
                shown.put("code", waiting.userCode());
                if (!request.allowed()) {
                    shown.put("clientId", client.id().value());
                    shown.put("requestId", call.requestId());
                    return shown;
                }
                shown.put("address", waiting.address());
                var language = parts.pages().messages(call).locale();
                shown.put("place", parts.audit().placeOf(waiting.address()).label(language));
                shown.put(
                        "here",
                        call.address().sameNetwork(new ClientAddress(InetAddress.ofLiteral(waiting.address()))));
                shown.put("agent", agent(waiting.userAgent()));
                shown.put("proof", client.requiresReauthentication());
                shown.put("proofMissing", proofMissing);
                shown.put(
                        "things",
                        ConsentItems.of(
                                tx, parts.pages().messages(call), parts.groups(), user, waiting.scopes(), agreed));
                return shown;
            });
            return values.containsKey("things")
                    ? parts.pages().render(call, 200, "oidc/device-review", values)
                    : parts.pages().render(call, 403, "oidc/device-not-allowed", values);
        } catch (RefusalException e) {
            return refused(call, typed, e.refusal());
        }
    }

    /// A code that leads nowhere is said beside the field, so that it can be mended there.
    private Reply refused(Call call, String typed, Refusal refusal) {
        return switch (refusal) {
            case Refusal.Bad(var code, var _)
            when code.equals("oidc_device_code_expired") ->
                ask(call, 400, typed, Optional.of("auth_device_wrong_expired"));
            case Refusal.Bad _ -> ask(call, 400, typed, Optional.of("auth_device_wrong_unknown"));
            case Refusal.Invalid _ -> ask(call, 400, "", Optional.of("auth_device_wrong_missing"));
            case Refusal.TooMany(var seconds) ->
                ask(call, 429, typed, Optional.of("auth_device_wrong_often"))
                        .header("Retry-After", Long.toString(seconds));
            case Refusal.Unauthorized(var code, var _, var _)
            when code.equals(RemoteApprovals.OVER) -> ask(call, 400, typed, Optional.of("auth_remote_gone"));
            case Refusal.Unusable _,
                    Refusal.Unauthorized _,
                    Refusal.Forbidden _,
                    Refusal.NotFound _,
                    Refusal.Conflict _,
                    Refusal.Outdated _,
                    Refusal.TooLarge _,
                    Refusal.FileTooLarge _,
                    Refusal.FileType _,
                    Refusal.Unfetched _,
                    Refusal.Unavailable _,
                    Refusal.TooSlow _,
                    Refusal.Failed _ -> {
                Refusals page = parts.pages();
                yield page.answer(call, refusal);
            }
        };
    }

    private Reply ask(Call call, int status, String typed, Optional<String> wrong) {
        var texts = parts.pages().messages(call);
        return parts.pages()
                .render(
                        call,
                        status,
                        "oidc/device-code",
                        Map.of("typed", typed, "wrong", wrong.map(texts::text).orElse("")));
    }
}
