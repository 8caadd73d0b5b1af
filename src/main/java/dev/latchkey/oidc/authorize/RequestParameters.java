package dev.latchkey.oidc.authorize;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.Parameters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The parameters of an authorization request that mean something here, from the address and from a posted form.
/// Others are not kept: what is unknown is ignored (RFC 6749 §3.1).
///
/// @param values none of them empty: sent without a value counts as omitted
/// @param repeated the names that were sent more than once
record RequestParameters(Map<String, String> values, Set<String> repeated) {
    private static final Set<String> KNOWN = Set.of(
            "acr_values",
            "claims",
            "client_id",
            "code_challenge",
            "code_challenge_method",
            "id_token_hint",
            "login_hint",
            "max_age",
            "nonce",
            "prompt",
            "redirect_uri",
            "registration",
            "request",
            "request_uri",
            "resource",
            "response_mode",
            "response_type",
            "scope",
            "state",
            "ui_locales");

    static RequestParameters of(Call call) {
        return of(List.of(call.query(), call.form()));
    }

    static RequestParameters of(List<Parameters> sources) {
        var values = new HashMap<String, String>();
        var repeated = new HashSet<String>();
        for (var name : KNOWN) {
            var sent = sources.stream()
                    .flatMap(source -> source.all(name).stream())
                    .toList();
            if (sent.size() > 1) {
                repeated.add(name);
            }
            sent.stream().findFirst().filter(value -> !value.isEmpty()).ifPresent(value -> values.put(name, value));
        }
        return new RequestParameters(Map.copyOf(values), Set.copyOf(repeated));
    }

    /// Those that [#json] wrote.
    static RequestParameters ofJson(String json) {
        var values = Json.mapper().readTree(json).properties().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().stringValue()));
        return new RequestParameters(values, Set.of());
    }

    /// For the table; only of a request without repeated parameters.
    String json() {
        return Json.text(new TreeMap<>(values));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
