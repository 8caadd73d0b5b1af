package dev.latchkey.signin.signup;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.GroupMinimalView;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Lifetime;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.http.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// `/api/signup-tokens`: administrators invite people, each invitation for some uses, some groups and some time.
final class Invitations {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int MOST_USES = 100;

    private final Db db;
    private final SignUpTokens tokens;
    private final Groups groups;
    private final Audit audit;

    Invitations(Db db, SignUpTokens tokens, Groups groups, Audit audit) {
        this.db = db;
        this.tokens = tokens;
        this.groups = groups;
        this.audit = audit;
    }

    void routes(Routes routes) {
        routes.administrator(Area.USERS)
                .post("/api/signup-tokens", this::create)
                .get("/api/signup-tokens", this::list)
                .delete("/api/signup-tokens/{id}", this::delete);
    }

    record View(
            String id,
            String token,
            Instant expiresAt,
            int usageLimit,
            int usageCount,
            List<GroupMinimalView> userGroups,
            Instant createdAt) {
        /// @param shown the token as the caller gets to see it
        static View of(SignUpToken token, String shown, Map<GroupId, Group> groups) {
            return new View(
                    token.id(),
                    shown,
                    token.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                    token.usageLimit(),
                    token.usageCount(),
                    token.groups().stream()
                            .filter(groups::containsKey)
                            .map(groups::get)
                            .map(GroupMinimalView::of)
                            .toList(),
                    token.createdAt().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private Reply create(Call call) {
        var body = call.json();
        var life = Lifetime.of(body, "ttl").orElse(LIFE);
        long uses = body.number("usageLimit");
        var checks = new FieldChecks();
        var limit = "usageLimit";
        checks.that(uses != 0, limit, "required", "is required");
        checks.that(uses >= 0, limit, "too_short", "must be at least 1 characters long");
        checks.that(uses <= MOST_USES, limit, "too_long", "must be at most " + MOST_USES + " characters long");
        checks.done();
        var wanted = body.texts("userGroupIds").orElse(List.of()).stream()
                .filter(id -> !id.isBlank())
                .map(GroupId::new)
                .distinct()
                .toList();
        return Reply.json(201, db.write(tx -> {
            var existing = groups.byId(tx, wanted);
            var token = tokens.create(
                    tx,
                    life,
                    (int) uses,
                    wanted.stream().filter(existing::containsKey).toList());
            audit.record(tx, entry(call, "SIGNUP_TOKEN_CREATED", token.id()).changes(changes(token, existing)));
            return View.of(token, token.token().reveal(), existing);
        }));
    }

    private Reply list(Call call) {
        return Reply.json(200, db.read(tx -> {
            var page = tokens.list(tx, ListQuery.of(call).withoutSearch());
            var named = groups.byId(
                    tx,
                    page.data().stream()
                            .map(SignUpToken::groups)
                            .flatMap(Collection::stream)
                            .distinct()
                            .toList());
            // Whoever knows a token can make an account with it, which reading alone does not include.
            boolean mayInvite = call.caller(Caller.class).permits(Scope.USERS_WRITE);
            return page.map(token -> View.of(token, mayInvite ? token.token().reveal() : "", named));
        }));
    }

    private Reply delete(Call call) {
        var id = call.path("id");
        return db.write(tx -> {
            if (tokens.delete(tx, id)) {
                audit.record(tx, entry(call, "SIGNUP_TOKEN_DELETED", id));
            }
            return Reply.empty(204);
        });
    }

    private static Changes changes(SignUpToken token, Map<GroupId, Group> groups) {
        return new Changes()
                .value("usageLimit", "", Integer.toString(token.usageLimit()))
                .value(
                        "expiresAt",
                        "",
                        token.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString())
                .list(
                        "groups",
                        List.of(),
                        groups.values().stream().map(Group::name).sorted().toList());
    }

    private static AuditEntry entry(Call call, String event, String token) {
        return AuditEntry.of(call, event)
                .actor(call.caller(Caller.class).userId())
                .data("signupTokenId", token);
    }
}
