package dev.latchkey.oidc.claims;

import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Reads what could be told about somebody, whether or not they ever signed in to a client; [LiveGrants] reads the
/// same together with a grant.
public final class Subjects {
    /// Who they are in each row, and in each row one of their groups or custom claims.
    private static final String PERSON = """
            select u.id, u.username, u.email, u.email_verified, u.first_name, u.last_name, u.display_name,
                   u.is_admin, u.locale, u.disabled, u.picture, u.created_at, u.updated_at,
                   told.part, told.name, told.value
              from users u
              left join (
                   select 0 as part, '' as source, ug.name as name, '' as value
                     from group_members m
                     join user_groups ug on ug.id = m.group_id
                    where m.user_id = :user
                   union all
                   select 1 as part, '' as source, uc.claim as name, uc.value as value
                     from user_claims uc
                    where uc.user_id = :user
                   union all
                   select 2 as part, ug.name as source, gc.claim as name, gc.value as value
                     from group_members m
                     join user_groups ug on ug.id = m.group_id
                     join group_claims gc on gc.group_id = m.group_id
                    where m.user_id = :user) told on 1 = 1
             where u.id = :user
             order by told.part, told.source, told.name
            """;

    private Subjects() {}

    /// @throws dev.latchkey.platform.RefusalException `user_not_found`
    public static Subject get(Tx tx, UserId id) {
        return tx.sql(PERSON)
                .bind("user", id.value())
                .gather(Subjects::subject, Subjects::tell)
                .orElseThrow(Refusal.NotFound.user()::asException);
    }

    /// The person, of whom nothing is told yet.
    static Subject subject(Row row) {
        return new Subject(Users.user(row), new ArrayList<>(), new LinkedHashMap<>());
    }

    /// Adds a row's group or custom claim. A person's own claim beats a group's; of two groups the one whose name comes
    /// first: that is the order of the rows.
    static void tell(Subject subject, Row row) {
        row.optionalText("part").ifPresent(part -> {
            var name = row.text("name");
            if (part.equals("0")) {
                subject.groups().add(name);
            } else {
                subject.custom().computeIfAbsent(name, _ -> CustomClaims.value(row.text("value")));
            }
        });
    }
}
