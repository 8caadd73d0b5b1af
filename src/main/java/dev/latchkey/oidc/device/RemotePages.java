package dev.latchkey.oidc.device;

import dev.latchkey.oidc.authorize.SignedInPerson;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.ClientAddress;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.signin.qr.RemoteSignIns;
import dev.latchkey.signin.sessions.Device;
import dev.latchkey.signin.sessions.Session;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// What `/device` shows of a browser that waits to be signed in: who waits and three numbers, then the passkey, then
/// what came of it.
final class RemotePages {
    private final Db db;
    private final RemoteApprovals approvals;
    private final DeviceAuthorization.Parts parts;

    RemotePages(Db db, RemoteApprovals approvals, DeviceAuthorization.Parts parts) {
        this.db = db;
        this.approvals = approvals;
        this.parts = parts;
    }

    /// @throws RefusalException if the code leads nowhere
    Reply review(Call call, Session session, String typed) {
        var waiting = approvals.look(session, typed);
        var shown = facts(call, session, waiting);
        shown.put("numbers", parts.remoteSignIns().choices(waiting.code()));
        return parts.pages().render(call, 200, "oidc/remote-review", shown);
    }

    /// @throws RefusalException if the code leads nowhere
    Reply decide(Call call, Session session, String typed) {
        var decision = call.form().value("decision").orElse("");
        return switch (decision) {
            case "deny" -> {
                approvals.deny(call, session, typed);
                yield done(call, 200, "declined");
            }
            case "choose", "allow" -> compared(call, session, typed, decision.equals("allow"));
            default -> review(call, session, typed);
        };
    }

    private Reply compared(Call call, Session session, String typed, boolean allow) {
        var number = call.form().value("number").filter(text -> text.matches("[0-9]{2}"));
        if (number.isEmpty()) {
            return review(call, session, typed);
        }
        try {
            var waiting = approvals.compare(call, session, typed, Integer.parseInt(number.get()));
            if (!allow) {
                return prove(call, session, waiting, number.get(), false);
            }
            return approve(call, session, waiting, number.get());
        } catch (RefusalException e) {
            if (e.refusal() instanceof Refusal.Forbidden(var code, var _)
                    && code.equals(RemoteApprovals.WRONG_NUMBER)) {
                return done(call, 403, "wrong");
            }
            throw e;
        }
    }

    private Reply approve(Call call, Session session, RemoteSignIns.Waiting waiting, String number) {
        try {
            approvals.approve(call, session, waiting.code());
            return done(call, 200, "approved");
        } catch (RefusalException e) {
            if (e.refusal().equals(Refusal.Unauthorized.reauthenticationRequired())) {
                return prove(call, session, waiting, number, true);
            }
            throw e;
        }
    }

    /// @param proofMissing whether they went on, and a fresh passkey proof was missing
    private Reply prove(
            Call call, Session session, RemoteSignIns.Waiting waiting, String number, boolean proofMissing) {
        var shown = facts(call, session, waiting);
        shown.put("number", number);
        shown.put("proofMissing", proofMissing);
        return parts.pages().render(call, 200, "oidc/remote-prove", shown);
    }

    private Map<String, Object> facts(Call call, Session session, RemoteSignIns.Waiting waiting) {
        var from = new ClientAddress(InetAddress.ofLiteral(waiting.address()));
        var shown = new HashMap<String, Object>();
        shown.put("person", SignedInPerson.of(db.read(tx -> parts.users().get(tx, session.user()))));
        shown.put("code", waiting.code());
        shown.put("address", waiting.address());
        shown.put(
                "place",
                approvals.placeOf(waiting).label(parts.pages().messages(call).locale()));
        shown.put("here", call.address().sameNetwork(from));
        shown.put("device", Device.of(waiting.userAgent()).label());
        return shown;
    }

    /// @param what `approved`, `declined` or `wrong`
    private Reply done(Call call, int status, String what) {
        return parts.pages().render(call, status, "oidc/remote-done", Map.of("what", what));
    }
}
