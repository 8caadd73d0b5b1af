package dev.latchkey.oidc.token;

import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.Clients;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.claims.Subjects;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import dev.latchkey.signin.sessions.Session;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `GET /api/oidc/clients/{id}/preview/{userId}`: what a client would learn about somebody, by the code that makes the
/// real tokens. Nothing is signed and nothing is stored.
public final class ClaimsPreview {
    private final Db db;
    private final Clients clients;
    private final Claims claims;
    private final TokenContents contents;

    public ClaimsPreview(Db db, Clients clients, Claims claims, String issuer, SecureRandom random) {
        this.db = db;
        this.clients = clients;
        this.claims = claims;
        this.contents = new TokenContents(issuer, claims, random);
    }

    public void routes(Routes routes) {
        routes.administrator(Area.APPS).and(Area.USERS).get("/api/oidc/clients/{id}/preview/{userId}", this::preview);
        routes.described(ClaimsPreview::describe);
    }

    private static void describe(Operations operations) {
        operations
                .about("Apps")
                .get("/api/oidc/clients/{id}/preview/{userId}", "What an app would be told about a person")
                .details("Nothing is signed or stored.")
                .query("scopes", Schema.text(), "Separated by spaces; needed")
                .answers(200, Preview.class)
                .refuses(400, "validation_failed")
                .refuses(403, "oidc_access_denied")
                .refuses(404, "not_found", "user_not_found");
    }

    /// The three sets of claims.
    private record Preview(Map<String, Object> idToken, Map<String, Object> accessToken, Map<String, Object> userInfo) {
        Preview {
            idToken = ReadableClaims.of(idToken);
            accessToken = ReadableClaims.of(accessToken);
        }
    }

    private Reply preview(Call call) {
        var asked = call.query().value("scopes");
        var checks = new FieldChecks();
        checks.of("scopes", asked.orElse("")).required();
        checks.done();
        var scopes = Scopes.parse(asked.orElse("")).supported();
        return Reply.json(200, db.read(tx -> {
            var client = clients.get(tx, ClientId.fromPath(call.path("id")));
            var subject = Subjects.get(tx, user(call));
            if (!clients.mayUse(tx, client, subject.user().id())) {
                throw Clients.notForThem().asException();
            }
            var facts = new TokenContents.Facts(tx.now(), client, subject, scopes, tx.now(), amr(call), Set.of());
            return new Preview(contents.id(facts), contents.access(facts), claims.userinfo(subject, scopes, Set.of()));
        }));
    }

    private static UserId user(Call call) {
        var path = call.path("userId");
        if (path.isBlank()) {
            throw Refusal.NotFound.user().asException();
        }
        return new UserId(path);
    }

    /// As if the person signed in as the caller did; a program did not.
    private static List<String> amr(Call call) {
        return call.callerIf(Session.class).map(Session::amr).orElse(List.of());
    }
}
