package dev.latchkey.directory;

import dev.latchkey.directory.claims.CustomClaim;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.SettingValues;
import dev.latchkey.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the settings give to whoever gets an account: groups, unless some are named, and custom claims.
public final class AccountDefaults {
    private final Settings settings;
    private final Groups groups;
    private final CustomClaims claims;

    public AccountDefaults(Settings settings, Groups groups, CustomClaims claims) {
        this.settings = settings;
        this.groups = groups;
        this.claims = claims;
        settings.guard((_, wanted, checks) -> refuseReserved(wanted, checks));
    }

    /// Gives them to a new account.
    ///
    /// @param named the groups that were chosen for it
    public void give(Tx tx, UserId user, List<GroupId> named) {
        giveAll(tx, Map.of(user, named));
    }

    /// As [#give], for several new accounts.
    ///
    /// @param named the groups that were chosen for each
    public void giveAll(Tx tx, Map<UserId, List<GroupId>> named) {
        var now = settings.now();
        var usual = now.defaultGroupIds().stream().map(GroupId::new).toList();
        var groupsOf = new LinkedHashMap<UserId, List<GroupId>>();
        named.forEach((user, chosen) -> groupsOf.put(user, chosen.isEmpty() ? usual : chosen));
        groups.join(tx, groupsOf);
        claims.giveAll(tx, named.keySet(), claims(now));
    }

    private static List<CustomClaim> claims(SettingValues now) {
        return now.defaultClaims().entrySet().stream()
                .filter(claim -> !CustomClaims.reserved(claim.getKey()))
                .map(claim -> new CustomClaim(claim.getKey(), claim.getValue()))
                .toList();
    }

    private static void refuseReserved(SettingValues wanted, FieldChecks checks) {
        var reserved = wanted.defaultClaims().keySet().stream()
                .filter(CustomClaims::reserved)
                .toList();
        boolean blank = wanted.defaultClaims().entrySet().stream()
                .map(Map.Entry::getKey)
                .anyMatch(String::isEmpty);
        var field = SettingKey.SIGNUP_DEFAULT_CUSTOM_CLAIMS.text();
        checks.that(!blank, field, "required", "must not contain a claim without a key");
        checks.that(
                reserved.isEmpty(),
                field,
                "reserved",
                "must not contain reserved claims: " + String.join(", ", reserved));
    }
}
