package dev.latchkey.oidc.claims;

import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.oidc.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Which claims about a [Subject] are released: by scope, and by name.
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
