package dev.latchkey.oidc.claims;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.grants.Grant;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.signin.sessions.SessionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells whether a grant counts: it has not ended, its person is not disabled, was not since it was given, and may use
/// the client. Whatever is asked with a token, new or old, asks here, so being out is being out everywhere.
public final class LiveGrants {
    /// One statement, for it runs at every use of a token: the grant with its person in each row, and in each row one
    /// of the person's groups or custom claims, for [Subjects#tell].
    private static final String LIVE = """
            select u.id, u.username, u.email, u.email_verified, u.first_name, u.last_name, u.display_name,
                   u.is_admin, u.locale, u.disabled, u.picture, u.created_at, u.updated_at,
                   told.part, told.name, told.value,
                   g.id as grant_id, g.client_id, g.session_id, g.kind, g.scopes, g.requested_claims, g.auth_time,
                   g.amr, g.created_at as granted_at
              from grants g
              join users u on u.id = g.user_id
              join clients c on c.id = g.client_id
              left join (
                   select 0 as part, '' as source, ug.name as name, '' as value
                     from group_members m
                     join user_groups ug on ug.id = m.group_id
                    where m.user_id = (select user_id from grants where id = :grant)
                   union all
                   select 1 as part, '' as source, uc.claim as name, uc.value as value
                     from user_claims uc
                    where uc.user_id = (select user_id from grants where id = :grant)
                   union all
                   select 2 as part, ug.name as source, gc.claim as name, gc.value as value
                     from group_members m
                     join user_groups ug on ug.id = m.group_id
                     join group_claims gc on gc.group_id = m.group_id
                    where m.user_id = (select user_id from grants where id = :grant)) told on 1 = 1
             where g.id = :grant and g.ended_at is null
               and u.disabled = false and g.created_at > coalesce(u.disabled_at, 0)
               and (c.group_restricted = false
                    or exists (select 1
                                 from client_allowed_groups a
                                 join group_members m on m.group_id = a.group_id
                                where a.client_id = c.id and m.user_id = u.id))
               and not exists (select 1 from revoked_access_tokens r where r.jti = :jti)
             order by told.part, told.source, told.name
            """;

    private LiveGrants() {}

    /// The grant with all that may be told about its person, if it counts.
    public static Optional<LiveGrant> find(Tx tx, GrantId id) {
        return find(tx, id, null);
    }

    /// As above, for a use of an access token, which may have been revoked by itself.
    public static Optional<LiveGrant> find(Tx tx, GrantId id, @Nullable String jti) {
        return tx.sql(LIVE)
                .bind("grant", id.value())
                .bind("jti", jti)
                .gather(
                        row -> new LiveGrant(grant(row), Subjects.subject(row)),
                        (live, row) -> Subjects.tell(live.subject(), row));
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
}
