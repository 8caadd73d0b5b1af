package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.openapi.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Where front doors mount their routes, each saying who may call.
///
/// ```java
/// routes.open().post("/api/webauthn/login/finish", this::finishLogin);
/// routes.signedIn().get("/api/webauthn/credentials", this::list);
/// routes.administrator(Area.USERS).get("/api/users", this::list);
/// ```
public final class Routes {
    private static final long BODY_BYTES = 1024 * 1024;
    private static final int LARGE_AT_ONCE = 3;
    private static final Duration TURN_WITHIN = Duration.ofSeconds(20);

    private final List<Route> routes = new ArrayList<>();
    private final List<Consumer<Operations>> descriptions = new ArrayList<>();

    /// Larger bodies than usual are held in memory while they are handled, so only a few of those requests are
    /// handled at once. The others wait for their turn.
    private final Semaphore large = new Semaphore(LARGE_AT_ONCE, true);

    /// Who may call a route.
    public enum Access {
        /// Anybody; nobody is looked up.
        OPEN,
        /// Anybody; who is signed in is known to the handler.
        SESSION_IF_ANY,
        /// Who is signed in with a browser. API keys are refused.
        SESSION,
        /// Who is signed in with a browser, or the owner of an API key.
        SIGNED_IN,
        /// The same, and an administrator.
        ADMINISTRATOR,
        /// An administrator who is signed in with a browser. API keys are refused.
        ADMINISTRATOR_SESSION,
        /// An OAuth client that authenticates itself; the handler's first act.
        OAUTH_CLIENT,
        /// The bearer of an access token; the handler's first act.
        ACCESS_TOKEN
    }

    /// Which scripts of other origins may read the answers.
    enum Cors {
        NONE,
        ANY_ORIGIN
    }

    public Group open() {
        return group(Access.OPEN);
    }

    public Group sessionIfAny() {
        return group(Access.SESSION_IF_ANY);
    }

    public Group session() {
        return group(Access.SESSION);
    }

    public Group signedIn() {
        return group(Access.SIGNED_IN);
    }

    /// @param area what an API key with scopes has to be allowed to read or to write
    public Group administrator(Area area) {
        return new Group(Access.ADMINISTRATOR, List.of(area), false, true, Cors.NONE, BODY_BYTES, null);
    }

    public Group administratorSession() {
        return group(Access.ADMINISTRATOR_SESSION);
    }

    public Group oauthClient() {
        return group(Access.OAUTH_CLIENT).crossSite();
    }

    public Group accessToken() {
        return group(Access.ACCESS_TOKEN).crossSite();
    }

    /// Everything that is mounted, in no particular order.
    public List<Route> all() {
        return List.copyOf(routes);
    }

    /// Hands in what is to be told about routes below `/api/` and `/.well-known/`. It runs when somebody asks.
    public void described(Consumer<Operations> description) {
        descriptions.add(description);
    }

    /// What the routes do, take and answer, and who may call them.
    public Operations operations() {
        var operations = new Operations();
        descriptions.forEach(description -> description.accept(operations));
        RouteDescriptions.complete(operations, routes);
        return operations;
    }

    private Group group(Access access) {
        return new Group(access, List.of(), false, true, Cors.NONE, BODY_BYTES, null);
    }

    private Handler inTurn(Handler handler) {
        return call -> {
            try {
                if (!large.tryAcquire(TURN_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                    throw new Refusal.TooMany(TURN_WITHIN.toSeconds()).asException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal.Unavailable().asException();
            }
            try {
                return handler.handle(call);
            } finally {
                large.release();
            }
        };
    }

    /// Routes that share who may call and how they are answered. Each change makes a new group.
    public final class Group {
        private final Access access;
        private final List<Area> areas;
        private final boolean crossSite;
        private final boolean limited;
        private final Cors cors;
        private final long bodyLimit;
        private final @org.jspecify.annotations.Nullable Refusals refusals;

        private Group(
                Access access,
                List<Area> areas,
                boolean crossSite,
                boolean limited,
                Cors cors,
                long bodyLimit,
                @org.jspecify.annotations.Nullable Refusals refusals) {
            this.access = access;
            this.areas = areas;
            this.crossSite = crossSite;
            this.limited = limited;
            this.cors = cors;
            this.bodyLimit = bodyLimit;
            this.refusals = refusals;
        }

        /// What is answered belongs to this area too, so that a key with scopes needs both.
        public Group and(Area area) {
            var both = new ArrayList<>(areas);
            both.add(area);
            return new Group(access, List.copyOf(both), crossSite, limited, cors, bodyLimit, refusals);
        }

        /// Lets pages of other sites post here, as the protocol demands.
        public Group crossSite() {
            return new Group(access, areas, true, limited, cors, bodyLimit, refusals);
        }

        /// Takes any number of requests, as health checks need.
        public Group unlimited() {
            return new Group(access, areas, crossSite, false, cors, bodyLimit, refusals);
        }

        /// Lets scripts of any origin read the answers (`Access-Control-Allow-Origin: *`, no credentials).
        public Group anyOrigin() {
            return new Group(access, areas, crossSite, limited, Cors.ANY_ORIGIN, bodyLimit, refusals);
        }

        /// How a refusal is put; by default JSON below `/api/` and `/.well-known/`, a page elsewhere.
        public Group refusing(Refusals form) {
            return new Group(access, areas, crossSite, limited, cors, bodyLimit, form);
        }

        /// Takes bodies of at most so many bytes; 1 MiB by default.
        public Group bodyLimit(long bytes) {
            return new Group(access, areas, crossSite, limited, cors, bytes, refusals);
        }

        public Group get(String path, Handler handler) {
            return add("GET", path, handler);
        }

        public Group post(String path, Handler handler) {
            return add("POST", path, handler);
        }

        public Group put(String path, Handler handler) {
            return add("PUT", path, handler);
        }

        public Group patch(String path, Handler handler) {
            return add("PATCH", path, handler);
        }

        public Group delete(String path, Handler handler) {
            return add("DELETE", path, handler);
        }

        private Group add(String method, String path, Handler handler) {
            var scopes = areas.stream().map(area -> area.scope(method)).toList();
            var handled = bodyLimit > BODY_BYTES ? inTurn(handler) : handler;
            routes.add(new Route(method, path, access, scopes, crossSite, limited, cors, bodyLimit, refusals, handled));
            return this;
        }
    }
}
