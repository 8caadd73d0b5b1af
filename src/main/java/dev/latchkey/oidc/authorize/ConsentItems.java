package dev.latchkey.oidc.authorize;

import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.User;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.pages.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The consent screen: what scopes give away, in plain words and with the values that this person has.
public final class ConsentItems {
    private ConsentItems() {}

    /// @param agreed what the person agreed to before; empty if never
    public static List<ConsentItem> of(
            Tx tx, Messages texts, Groups groups, User user, Scopes asked, Optional<Scopes> agreed) {
        var items = new ArrayList<ConsentItem>();
        for (var scope : List.of(Scopes.PROFILE, Scopes.EMAIL, Scopes.GROUPS, Scopes.OFFLINE_ACCESS)) {
            if (asked.has(scope)) {
                boolean added = agreed.filter(before -> !before.has(scope)).isPresent();
                items.add(item(tx, texts, groups, user, scope, added));
            }
        }
        if (!items.stream().anyMatch(item -> item.icon().equals("person"))) {
            items.addFirst(new ConsentItem("person", texts.text("auth_consent_id"), Optional.empty(), false));
        }
        return List.copyOf(items);
    }

    private static ConsentItem item(Tx tx, Messages texts, Groups groups, User user, String scope, boolean added) {
        return switch (scope) {
            case Scopes.PROFILE ->
                new ConsentItem(
                        "person",
                        texts.text("auth_consent_profile"),
                        Optional.of(user.name() + " · " + user.username()),
                        added);
            case Scopes.EMAIL ->
                new ConsentItem(
                        "mail",
                        texts.text("auth_consent_email"),
                        Optional.of(user.email().orElse(texts.text("auth_consent_email_none"))),
                        added);
            case Scopes.GROUPS ->
                new ConsentItem(
                        "groups",
                        texts.text("auth_consent_groups"),
                        Optional.of(names(tx, texts, groups, user)),
                        added);
            default -> new ConsentItem("clock", texts.text("auth_consent_offline"), Optional.empty(), added);
        };
    }

    private static String names(Tx tx, Messages texts, Groups groups, User user) {
        var names = groups.of(tx, user.id()).stream().map(Group::friendlyName).collect(Collectors.joining(", "));
        return names.isEmpty() ? texts.text("auth_consent_groups_none") : names;
    }
}
