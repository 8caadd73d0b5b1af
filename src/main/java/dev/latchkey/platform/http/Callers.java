package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import java.time.Duration;
import java.util.Optional;

/// Finds who calls a route, and refuses whom it is not for. A session is asked first; a key only where there is none.
public final class Callers {
    /// Per session or key, after the limit per address that everybody passes first.
    private static final RateLimits.Policy EACH = new RateLimits.Policy("caller", Duration.ofMillis(10), 300);

    /// Whom the page was shown to that sends this. By now its browser may be somebody else's, and what the one typed is
    /// nothing that the other asked for.
    private static final String SHOWN_TO = "Latchkey-User";

    private final CallerFinder sessions;
    private final CallerFinder keys;
    private final RateLimits limits;

    public Callers(CallerFinder sessions, CallerFinder keys, RateLimits limits) {
        this.sessions = sessions;
        this.keys = keys;
        this.limits = limits;
    }

    /// Names the caller, if the route asks for one.
    ///
    /// @throws dev.latchkey.platform.RefusalException if the route is not for whoever calls
    void identify(Route route, Call call) {
        switch (route.access()) {
            case OPEN, OAUTH_CLIENT, ACCESS_TOKEN -> {}
            case SESSION_IF_ANY -> {
                if (sessions.find(call) instanceof CallerFinder.Found.Known(var caller)) {
                    call.caller(caller);
                }
            }
            case SESSION, ADMINISTRATOR_SESSION -> {
                var found = sessions.find(call);
                if (found instanceof CallerFinder.Found.Nobody && keys.offered(call)) {
                    throw Refusal.Forbidden.noKeys().asException();
                }
                admit(route, call, found);
            }
            case SIGNED_IN, ADMINISTRATOR -> {
                var found = sessions.find(call);
                admit(route, call, found instanceof CallerFinder.Found.Nobody ? keys.find(call) : found);
            }
        }
    }

    private void admit(Route route, Call call, CallerFinder.Found found) {
        var caller = switch (found) {
            case CallerFinder.Found.Nobody _ ->
                throw Refusal.Unauthorized.notSignedIn().asException();
            case CallerFinder.Found.Disabled _ ->
                throw Refusal.Forbidden.disabled().asException();
            case CallerFinder.Found.Refused(var refusal) -> throw refusal.asException();
            case CallerFinder.Found.Known(var known) -> known;
        };
        if (call.header(SHOWN_TO).filter(user -> !user.equals(caller.userId())).isPresent()) {
            throw Refusal.Forbidden.anotherPerson().asException();
        }
        limits.take(EACH, caller.limitKey());
        boolean administrators =
                route.access() == Routes.Access.ADMINISTRATOR || route.access() == Routes.Access.ADMINISTRATOR_SESSION;
        if (administrators && !caller.administrator()) {
            throw Refusal.Forbidden.administratorsOnly().asException();
        }
        refuseOutOfScope(route, caller);
        call.caller(caller);
    }

    private static void refuseOutOfScope(Route route, Caller caller) {
        if (route.scopes().isEmpty() && caller.restricted()) {
            throw Refusal.Forbidden.outOfScope(Optional.empty()).asException();
        }
        for (var scope : route.scopes()) {
            if (!caller.permits(scope)) {
                throw Refusal.Forbidden.outOfScope(Optional.of(scope.spelling()))
                        .asException();
            }
        }
    }
}
