package dev.latchkey.oidc.device;

import dev.latchkey.audit.Audit;
import dev.latchkey.clients.ClientMetaView;
import dev.latchkey.clients.Clients;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.OAuthRefusals;
import dev.latchkey.oidc.PendingRequestLimit;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.clientauth.ClientAuthentication;
import dev.latchkey.oidc.grants.Consents;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.qr.RemoteSignIns;
import dev.latchkey.signin.sessions.Session;
import java.util.LinkedHashMap;
import java.util.List;

/// The device authorization endpoint, and the person's side over REST and as pages: of what devices ask for, and of
/// browsers that wait to be signed in.
public final class DeviceAuthorization {
    private final Db db;
    private final String issuer;
    private final DeviceCodes codes;
    private final Parts parts;
    private final UserCodeGuesses guesses = new UserCodeGuesses();
    private final DeviceApprovals approvals;
    private final RemoteApprovals remote;
    private final DevicePages pages;

    /// What it stands on.
    public record Parts(
            ClientAuthentication clientAuthentication,
            Clients clients,
            Users users,
            Groups groups,
            Grants grants,
            Passkeys passkeys,
            RemoteSignIns remoteSignIns,
            Audit audit,
            PendingRequestLimit pending,
            Pages pages) {}

    /// @param issuer the base of the addresses that devices show
    public DeviceAuthorization(Db db, String issuer, DeviceCodes codes, Parts parts) {
        this.db = db;
        this.issuer = issuer;
        this.codes = codes;
        this.parts = parts;
        this.approvals = new DeviceApprovals(
                db, codes, guesses, parts.clients(), parts.grants(), parts.passkeys(), parts.audit());
        this.remote = new RemoteApprovals(db, parts.remoteSignIns(), guesses, parts.passkeys(), parts.audit());
        this.pages = new DevicePages(approvals, new RemotePages(db, remote, parts), parts);
    }

    public void routes(Routes routes) {
        routes.oauthClient().refusing(new OAuthRefusals()).post("/api/oidc/device/authorize", this::authorize);
        routes.session()
                .get("/api/oidc/device/info", this::info)
                .post("/api/oidc/device/verify", this::verify)
                .post("/api/oidc/device/deny", this::deny);
        remote.routes(routes);
        routes.described(DeviceDescription::write);
        pages.routes(routes);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("device_codes", codes::removeExpired);
        cleanUp.add("user_code_guesses", guesses::removeExpired);
    }

    /// RFC 8628 §3.1, §3.2.
    private Reply authorize(Call call) {
        var client = parts.clientAuthentication().authenticate(call);
        for (var name : List.of("scope", "resource")) {
            if (call.form().repeated(name)) {
                throw OAuthError.invalidRequest(name + " was sent more than once");
            }
        }
        if (call.form().value("resource").isPresent()) {
            throw OAuthError.invalidTarget("There are no APIs to ask for"); // RFC 8707 §2
        }
        var scopes = Scopes.parse(call.form().value("scope").orElse("")).supported();
        parts.pending().count(call, scopes.format() + call.userAgent());
        var issued = db.write(tx -> codes.issue(tx, call, client.id(), scopes));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("device_code", issued.deviceCode().reveal());
        answer.put("user_code", issued.userCode());
        answer.put("verification_uri", issuer + "/device");
        answer.put("verification_uri_complete", issuer + "/device?user_code=" + issued.userCode());
        answer.put("expires_in", DeviceCodes.LIFE.toSeconds());
        answer.put("interval", DeviceCodes.INTERVAL.toSeconds());
        return Reply.json(200, answer).header("Cache-Control", "no-store");
    }

    private Reply info(Call call) {
        var session = call.caller(Session.class);
        return approvals.look(session, code(call), (tx, request) -> {
            var client = request.client();
            boolean known = client.skipConsent()
                    || Consents.covers(
                            tx, session.user(), client.id(), request.waiting().scopes());
            var view = new LinkedHashMap<String, Object>();
            view.put("scope", request.waiting().scopes().list());
            view.put("scopeInfo", List.of());
            view.put("authorizationRequired", !known);
            view.put("reauthenticationRequired", client.requiresReauthentication());
            view.put("client", ClientMetaView.of(client));
            return Reply.json(200, view);
        });
    }

    private Reply verify(Call call) {
        approvals.approve(call, call.caller(Session.class), code(call));
        return Reply.empty(204);
    }

    private Reply deny(Call call) {
        approvals.deny(call, call.caller(Session.class), code(call));
        return Reply.empty(204);
    }

    private static String code(Call call) {
        if (call.query().repeated("code")) {
            throw new Refusal.Invalid("code", "repeated", "was sent more than once").asException();
        }
        return call.query().value("code").orElse("");
    }
}
