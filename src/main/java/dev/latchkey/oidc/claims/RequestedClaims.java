package dev.latchkey.oidc.claims;

import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.http.Json;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The `claims` parameter: claims that a client asks for by name (OpenID Connect Core §5.5). What cannot be given
/// is left out, whether it is essential or not (§5.5.1), but for the two that change how a person signs in.
///
/// @param idToken names for the ID token
/// @param userinfo names for userinfo
/// @param subject the only person who will do (`id_token.sub.value`)
/// @param essentialAcr whether an `acr` is essential: there is none here, so such a request fails (§5.5.1.1)
public record RequestedClaims(
        Set<String> idToken, Set<String> userinfo, Optional<String> subject, boolean essentialAcr) {
    public static final RequestedClaims NONE = new RequestedClaims(Set.of(), Set.of(), Optional.empty(), false);

    public RequestedClaims {
        idToken = Set.copyOf(idToken);
        userinfo = Set.copyOf(userinfo);
    }

    /// Reads the parameter; nothing if it is not what §5.5 describes.
    public static Optional<RequestedClaims> parse(String json) {
        try {
            var tree = Json.mapper().readTree(json);
            var idToken = tree.path("id_token");
            var userinfo = tree.path("userinfo");
            if (!tree.isObject() || !wellFormed(idToken) || !wellFormed(userinfo)) {
                return Optional.empty();
            }
            return Optional.of(new RequestedClaims(
                    names(idToken),
                    names(userinfo),
                    idToken.path("sub").path("value").stringValueOpt(),
                    idToken.path("acr").path("essential").asBoolean(false)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// The scopes whose claims are asked for by name: what a person has to agree to besides the scopes of the request.
    public Scopes scopes() {
        var scopes = new LinkedHashSet<String>();
        Stream.concat(idToken.stream(), userinfo.stream())
                .map(Claims::scopeOf)
                .flatMap(Optional::stream)
                .forEach(scopes::add);
        return new Scopes(scopes);
    }

    private static boolean wellFormed(JsonNode member) {
        return member.isMissingNode()
                || member.isNull()
                || (member.isObject() && member.valueStream().allMatch(value -> value.isNull() || value.isObject()));
    }

    private static Set<String> names(JsonNode member) {
        var names = new LinkedHashSet<String>();
        member.propertyStream().forEach(property -> names.add(property.getKey()));
        return names;
    }
}
