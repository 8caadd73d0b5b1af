package dev.latchkey.oidc.claims;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.grants.Grant;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.signin.sessions.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who stands behind a grant, and what of them is released.
public final class Claims {
    /// Claims about a person, by the scope that releases them (OpenID Connect Core §5.4); `groups` and `display_name`
    /// are none of the standard ones.
    private static final Map<String, List<String>> BY_SCOPE = Map.of(
            Scopes.PROFILE,
            List.of(
                    "name",
                    "given_name",
                    "family_name",
                    "display_name",
                    "preferred_username",
                    "picture",
                    "locale",
                    "updated_at"),
            Scopes.EMAIL,
            List.of("email", "email_verified"),
            Scopes.GROUPS,
            List.of("groups"));

    /// A person's groups and custom claims, one a row; and who they are, in each row. The person's id, or a query for
    /// it, is put in for `%1$s`, further columns, tables and conditions for the others.
    private static final String TOLD = """
            select u.id, u.username, u.email, u.email_verified, u.first_name, u.last_name, u.display_name,
                   u.is_admin, u.locale, u.disabled, u.picture, u.created_at, u.updated_at,
                   told.part, told.name, told.value%2$s
              from %3$s
              left join (
                   select 0 as part, '' as source, ug.name as name, '' as value
                     from group_members m
                     join user_groups ug on ug.id = m.group_id
                    where m.user_id = %1$s
                   union all
                   select 1 as part, '' as source, uc.claim as name, uc.value as value
                     from user_claims uc
                    where uc.user_id = %1$s
                   union all
                   select 2 as part, ug.name as source, gc.claim as name, gc.value as value
                     from group_members m
                     join user_groups ug on ug.id = m.group_id
                     join group_claims gc on gc.group_id = m.group_id
                    where m.user_id = %1$s) told on 1 = 1
             where %4$s
             order by told.part, told.source, told.name
            """;

    private static final String LIVE = TOLD.formatted("(select user_id from grants where id = :grant)", """
            , g.id as grant_id, g.client_id, g.session_id, g.kind, g.scopes, g.requested_claims, g.auth_time,
            g.amr, g.created_at as granted_at""", """
            grants g
              join users u on u.id = g.user_id
              join clients c on c.id = g.client_id""", """
            g.id = :grant and g.ended_at is null
               and u.disabled = false and g.created_at > coalesce(u.disabled_at, 0)
               and (c.group_restricted = false
                    or exists (select 1
                                 from client_allowed_groups a
                                 join group_members m on m.group_id = a.group_id
                                where a.client_id = c.id and m.user_id = u.id))
               and not exists (select 1 from revoked_access_tokens r where r.jti = :jti)""");

    private static final String ABOUT = TOLD.formatted(":user", "", "users u", "u.id = :user");

    private final String issuer;

    public Claims(String issuer) {
        this.issuer = issuer;
    }

    /// Every claim about a person that a client can get, custom ones excepted.
    public static List<String> supported() {
        var names = new ArrayList<String>();
        for (var scope : Scopes.SUPPORTED) {
            names.addAll(BY_SCOPE.getOrDefault(scope, List.of()));
        }
        return names;
    }

    /// The scope that releases a claim; custom claims come with `profile`. Nothing for what the protocol itself says.
    static Optional<String> scopeOf(String claim) {
        for (var scope : BY_SCOPE.entrySet()) {
            if (scope.getValue().contains(claim)) {
                return Optional.of(scope.getKey());
            }
        }
        return CustomClaims.reserved(claim) ? Optional.empty() : Optional.of(Scopes.PROFILE);
    }

    /// Finds a grant that has not ended, whose person is not disabled, was not since it was given, and may use
    /// the client; with all that may be told about them. One statement: whatever asks for a live grant asks here,
    /// so being out is being out everywhere.
    public Optional<LiveGrant> live(Tx tx, GrantId id) {
        return live(tx, id, null);
    }

    /// As above, for a use of an access token, which may have been revoked by itself.
    public Optional<LiveGrant> live(Tx tx, GrantId id, @Nullable String jti) {
        return tx.sql(LIVE)
                .bind("grant", id.value())
                .bind("jti", jti)
                .gather(row -> new LiveGrant(grant(row), subject(row)), (live, row) -> tell(live.subject(), row));
    }

    /// What could be told about somebody, whether or not they ever signed in to a client.
    ///
    /// @throws dev.latchkey.platform.RefusalException `user_not_found`
    public Subject about(Tx tx, UserId id) {
        return tx.sql(ABOUT)
                .bind("user", id.value())
                .gather(Claims::subject, Claims::tell)
                .orElseThrow(Refusal.NotFound.user()::asException);
    }

    private static Grant grant(Row row) {
        return new Grant(
                new GrantId(row.text("grant_id")),
                new UserId(row.text("id")),
                new ClientId(row.text("client_id")),
                row.optionalText("session_id").map(SessionId::new),
                Scopes.parse(row.text("scopes")),
                row.optionalText("requested_claims"),
                row.instant("auth_time"),
                List.of(row.text("amr").split(" ")),
                Grant.Kind.valueOf(row.text("kind")),
                row.instant("granted_at"));
    }

    /// Nothing is told yet.
    private static Subject subject(Row row) {
        return new Subject(Users.user(row), new ArrayList<>(), new LinkedHashMap<>());
    }

    /// A person's own claim beats a group's; of two groups the one whose name comes first.
    private static void tell(Subject subject, Row row) {
        row.optionalText("part").ifPresent(part -> {
            var name = row.text("name");
            if (part.equals("0")) {
                subject.groups().add(name);
            } else {
                subject.custom().computeIfAbsent(name, _ -> CustomClaims.value(row.text("value")));
            }
        });
    }

    /// What the userinfo endpoint answers (OpenID Connect Core §5.3.2).
    public Map<String, Object> userinfo(Subject subject, Scopes scopes, Set<String> names) {
        var told = of(subject, scopes, names);
        told.put("sub", subject.user().id().value());
        return told;
    }

    /// What is released by scopes, and by name.
    public Map<String, Object> of(Subject subject, Scopes scopes, Set<String> names) {
        var user = subject.user();
        var claims = new LinkedHashMap<String, Object>();
        subject.custom().forEach((name, value) -> {
            if (scopes.has(Scopes.PROFILE) || names.contains(name)) {
                claims.put(name, value);
            }
        });
        var release = new Release(scopes, names, claims);
        release.text(Scopes.PROFILE, "name", user::name);
        release.text(Scopes.PROFILE, "given_name", user::firstName);
        release.text(Scopes.PROFILE, "family_name", user::lastName);
        release.text(Scopes.PROFILE, "display_name", user::displayName);
        release.text(Scopes.PROFILE, "preferred_username", user::username);
        release.text(Scopes.PROFILE, "picture", () -> issuer + user.picture());
        // An administrator may define these two: then theirs is what apps are to hear.
        release.unlessDefined(Scopes.PROFILE, "locale", () -> user.locale().orElse(""));
        release.unlessDefined(
                Scopes.PROFILE, "updated_at", () -> user.updatedAt().getEpochSecond());
        user.email().filter(email -> !email.isEmpty()).ifPresent(email -> {
            release.put(Scopes.EMAIL, "email", () -> email);
            release.put(Scopes.EMAIL, "email_verified", user::emailVerified);
        });
        release.put(Scopes.GROUPS, "groups", subject::groups);
        return claims;
    }

    private record Release(Scopes scopes, Set<String> names, Map<String, Object> claims) {
        /// An empty text is no value, and is left out (OpenID Connect Core §5.3.2).
        void text(String scope, String name, Supplier<String> value) {
            if (wanted(scope, name)) {
                var text = value.get();
                if (text.isEmpty()) {
                    claims.remove(name);
                } else {
                    claims.put(name, text);
                }
            }
        }

        void unlessDefined(String scope, String name, Supplier<Object> value) {
            if (wanted(scope, name) && !claims.containsKey(name)) {
                var told = value.get();
                if (!told.equals("")) {
                    claims.put(name, told);
                }
            }
        }

        void put(String scope, String name, Supplier<Object> value) {
            if (wanted(scope, name)) {
                claims.put(name, value.get());
            }
        }

        private boolean wanted(String scope, String name) {
            return scopes.has(scope) || names.contains(name);
        }
    }
}
