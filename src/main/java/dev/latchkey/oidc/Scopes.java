package dev.latchkey.oidc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A set of scopes in the order they were named (RFC 6749 §3.3).
///
/// @param values unmodifiable
public record Scopes(Set<String> values) {
    public static final String OPENID = "openid";
    public static final String PROFILE = "profile";
    public static final String EMAIL = "email";
    public static final String GROUPS = "groups";
    /// OIDC Core §11: tokens that outlive the session.
    public static final String OFFLINE_ACCESS = "offline_access";

    /// Every scope there is, as announced.
    public static final List<String> SUPPORTED = List.of(OPENID, PROFILE, EMAIL, GROUPS, OFFLINE_ACCESS);

    public static final Scopes NONE = new Scopes(Set.of());

    public Scopes {
        values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    public static Scopes of(String... values) {
        return new Scopes(new LinkedHashSet<>(List.of(values)));
    }

    /// Reads a space-separated list; repeated ones count once.
    public static Scopes parse(String text) {
        var values = new LinkedHashSet<>(List.of(text.split(" ")));
        values.remove("");
        return new Scopes(values);
    }

    /// Those that exist. Unknown ones are dropped, not refused (OIDC Core §3.1.2.1).
    public Scopes supported() {
        return only(SUPPORTED);
    }

    /// Those that are not in the other set.
    public Scopes without(Scopes other) {
        var left = new LinkedHashSet<>(values);
        left.removeAll(other.values);
        return new Scopes(left);
    }

    /// These and those of the other set.
    public Scopes and(Scopes other) {
        var all = new LinkedHashSet<>(values);
        all.addAll(other.values);
        return new Scopes(all);
    }

    public boolean has(String scope) {
        return values.contains(scope);
    }

    /// Whether every scope of the other set is in this one.
    public boolean covers(Scopes other) {
        return values.containsAll(other.values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /// Separated by single spaces.
    public String format() {
        return String.join(" ", values);
    }

    public List<String> list() {
        return new ArrayList<>(values);
    }

    private Scopes only(Collection<String> others) {
        var kept = new LinkedHashSet<>(values);
        kept.retainAll(others);
        return new Scopes(kept);
    }

    @Override
    public String toString() {
        return format();
    }
}
