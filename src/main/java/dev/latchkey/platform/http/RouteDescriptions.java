package dev.latchkey.platform.http;

import dev.latchkey.platform.openapi.Operation;
import dev.latchkey.platform.openapi.Operation.Credential;
import dev.latchkey.platform.openapi.Operations;
import java.util.List;
import java.util.Set;

/// Adds to a description what follows from a route itself: who may call it, and how it refuses whoever may not.
final class RouteDescriptions {
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private RouteDescriptions() {}

    static void complete(Operations operations, List<Route> routes) {
        for (var route : routes) {
            operations.find(route.method(), route.path()).ifPresent(operation -> {
                operation.callers(callers(route));
                refusals(operation, route);
            });
        }
    }

    private static List<Credential> callers(Route route) {
        var session = new Credential("session", List.of());
        var administrator = new Credential("session", List.of("administrator"));
        return switch (route.access()) {
            case OPEN -> List.of();
            case SESSION_IF_ANY -> List.of(Credential.NONE, session);
            case SESSION -> List.of(session);
            case SIGNED_IN -> List.of(session, new Credential("apiKey", List.of()));
            case ADMINISTRATOR ->
                List.of(
                        administrator,
                        new Credential(
                                "apiKey",
                                route.scopes().stream().map(Scope::spelling).toList()));
            case ADMINISTRATOR_SESSION -> List.of(administrator);
            case OAUTH_CLIENT -> List.of(new Credential("client", List.of()), Credential.NONE);
            case ACCESS_TOKEN -> List.of(new Credential("accessToken", List.of()));
        };
    }

    private static void refusals(Operation operation, Route route) {
        if (route.refusals() != null) {
            protocol(operation, route);
            return;
        }
        switch (route.access()) {
            case OPEN, SESSION_IF_ANY, OAUTH_CLIENT, ACCESS_TOKEN -> {}
            case SESSION -> inBrowser(operation);
            case SIGNED_IN -> signedIn(operation);
            case ADMINISTRATOR -> signedIn(operation).refuses(403, "forbidden");
            case ADMINISTRATOR_SESSION -> inBrowser(operation).refuses(403, "forbidden");
        }
        if (!route.crossSite() && !SAFE.contains(route.method())) {
            operation.refuses(403, "cross_site_request");
        }
        if (operation.readsQuery() || operation.takesForm()) {
            operation.refuses(400, "invalid_encoding");
        }
        if (operation.takesJson()) {
            operation.refuses(400, operation.unreadable());
        }
        if (operation.takesJson() || operation.takesForm()) {
            operation.refuses(413, "request_too_large");
        }
        if (route.limited()) {
            operation.refuses(429, "rate_limited");
        }
        operation.refuses(500, "internal_error").refuses(503, "unavailable", "query_too_slow");
    }

    private static Operation inBrowser(Operation operation) {
        return operation
                .refuses(401, "not_signed_in")
                .refuses(403, "user_disabled", "signed_in_as_another", "api_key_auth_not_allowed");
    }

    private static Operation signedIn(Operation operation) {
        return operation
                .refuses(401, "not_signed_in")
                .refuses(
                        403,
                        "user_disabled",
                        "signed_in_as_another",
                        "api_key_scope_missing",
                        "api_key_address_not_allowed");
    }

    private static void protocol(Operation operation, Route route) {
        operation
                .oauthErrors()
                .refuses(400, "invalid_request")
                .refuses(500, "server_error")
                .refuses(503, "temporarily_unavailable");
        if (!SAFE.contains(route.method())) {
            operation.refuses(413, "invalid_request");
        }
        if (route.limited()) {
            operation.refuses(429, "temporarily_unavailable");
        }
    }
}
