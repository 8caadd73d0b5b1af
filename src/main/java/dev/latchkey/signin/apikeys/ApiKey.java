package dev.latchkey.signin.apikeys;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.http.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A key as stored; what it was made of is not.
///
/// @param scopes all that its owner may, if there are none
/// @param okAfterDelete whether deletions are answered with 200 and an empty object instead of 204
/// @param mailLoginCode whether people who are added with it are mailed a login code
record ApiKey(
        String id,
        UserId owner,
        String name,
        Optional<String> description,
        Set<Scope> scopes,
        AddressRanges ranges,
        boolean okAfterDelete,
        boolean mailLoginCode,
        Instant expiresAt,
        boolean expirationEmailSent,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        Optional<String> lastUsedIp) {
    static final String COLUMNS = """
            id, user_id, name, description, scopes, address_ranges, ok_after_delete, mail_login_code, expires_at,
            expiration_email_sent, created_at, last_used_at, last_used_ip
            """;

    static ApiKey of(Row row) {
        return new ApiKey(
                row.text("id"),
                new UserId(row.text("user_id")),
                row.text("name"),
                row.optionalText("description"),
                scopes(row.text("scopes")),
                AddressRanges.stored(row.text("address_ranges")),
                row.flag("ok_after_delete"),
                row.flag("mail_login_code"),
                row.instant("expires_at"),
                row.flag("expiration_email_sent"),
                row.instant("created_at"),
                row.optionalInstant("last_used_at"),
                row.optionalText("last_used_ip"));
    }

    static String joined(Set<Scope> scopes) {
        return scopes.stream().map(Scope::spelling).collect(Collectors.joining(" "));
    }

    private static Set<Scope> scopes(String joined) {
        var scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(joined.split(" "))
                .flatMap(text -> Scope.of(text).stream())
                .forEach(scopes::add);
        return scopes;
    }
}
