package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.db.ConstraintViolation;
import dev.latchkey.platform.db.DbTooSlow;
import dev.latchkey.platform.db.DbUnavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a request to its route, past everything that may refuse it, and every failure to its answer.
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final RateLimits.Policy API = new RateLimits.Policy("api", Duration.ofMillis(10), 300);

    private final RouteTable table;
    private final WebFiles files;
    private final Callers callers;
    private final Refusals pages;
    private final RateLimits limits;
    private final CsrfCheck crossSite;
    private final SecurityHeaders headers;

    /// @param callers who is calling, on routes that ask
    /// @param pages how a refusal looks to a person
    /// @param ownOrigins the origins our own pages are served from
    public Router(
            Routes routes, WebFiles files, Callers callers, Refusals pages, RateLimits limits, Set<String> ownOrigins) {
        this.table = new RouteTable(routes.all());
        this.files = files;
        this.callers = callers;
        this.pages = pages;
        this.limits = limits;
        this.crossSite = new CsrfCheck(ownOrigins);
        this.headers = new SecurityHeaders(ownOrigins.stream().allMatch(origin -> origin.startsWith("https://")));
    }

    /// An answer, and the template of the route that gave it, which is what logs may name: paths hold codes.
    record Answer(Reply reply, String route) {}

    Answer answer(Call.Incoming incoming, String requestId, ClientAddress address) {
        var match = table.find(incoming.method(), incoming.path());
        var answer = match.isPresent()
                ? matched(match.get(), incoming, requestId, address)
                : unmatched(incoming, requestId, address);
        return new Answer(headers.addTo(answer.reply()), answer.route());
    }

    private Answer matched(RouteTable.Match match, Call.Incoming incoming, String requestId, ClientAddress address) {
        var route = match.route();
        var call = new Call(incoming, requestId, address, match.parameters(), route.bodyLimit());
        var reply = handle(route, call);
        return new Answer(route.cors() == Routes.Cors.ANY_ORIGIN ? cors(reply) : reply, route.path());
    }

    private Reply handle(Route route, Call call) {
        try {
            if (route.limited()) {
                limits.take(API, call.address().limitKey());
            }
            if (!route.crossSite()) {
                crossSite.check(call);
            }
            callers.identify(route, call);
            var reply = route.handler().handle(call);
            return call.caller().map(caller -> caller.adapt(call, reply)).orElse(reply);
        } catch (Answerable e) {
            return e.answer(call);
        } catch (RefusalException e) {
            return refuse(route, call, e.refusal());
        } catch (Parameters.Malformed e) {
            return refuse(
                    route,
                    call,
                    new Refusal.Bad("invalid_encoding", "The request's parameters are not valid UTF-8 form data"));
        } catch (DbTooSlow e) {
            LOG.warn("query_too_slow route={}", route.path(), e);
            return refuse(route, call, new Refusal.TooSlow());
        } catch (DbUnavailable e) {
            LOG.error("database_unavailable route={}", route.path(), e);
            return refuse(route, call, new Refusal.Unavailable());
        } catch (ConstraintViolation e) {
            if (e.kind() == ConstraintViolation.Kind.OTHER) {
                LOG.error("request_failed route={}", route.path(), e);
                return refuse(route, call, new Refusal.Failed());
            }
            // Something was added or deleted between a look at it and this write. Asked again, the route sees it.
            LOG.warn("overtaken route={} reason=\"{}\"", route.path(), e.kind());
            return refuse(route, call, new Refusal.Unavailable());
        } catch (RuntimeException e) {
            LOG.error("request_failed route={}", route.path(), e);
            return refuse(route, call, new Refusal.Failed());
        }
    }

    private Reply refuse(Route route, Call call, Refusal refusal) {
        var reply = put(route, call, refusal);
        Refusals.retryAfter(refusal).ifPresent(seconds -> reply.header("Retry-After", Long.toString(seconds)));
        return reply;
    }

    private Reply put(Route route, Call call, Refusal refusal) {
        if (route.refusals() != null) {
            return route.refusals().answer(call, refusal);
        }
        if (route.api()) {
            return Refusals.json(call, refusal);
        }
        boolean signIn =
                refusal instanceof Refusal.Unauthorized(var code, var _, var _) && code.equals("not_signed_in");
        return signIn && call.method().equals("GET") ? toSignIn(call) : pages.answer(call, refusal);
    }

    private static Reply toSignIn(Call call) {
        var target = call.path() + (call.rawQuery().isEmpty() ? "" : "?" + call.rawQuery());
        return Reply.seeOther("/login?redirect=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
    }

    private Answer unmatched(Call.Incoming incoming, String requestId, ClientAddress address) {
        var path = incoming.path();
        if (incoming.method().equals("OPTIONS")) {
            var route = table.anyMethod(path).filter(found -> found.cors() == Routes.Cors.ANY_ORIGIN);
            if (route.isPresent()) {
                return new Answer(cors(Reply.empty(204)), route.get().path());
            }
        }
        if (path.length() > 1 && path.endsWith("/")) {
            return new Answer(withoutSlash(incoming), "(trailing slash)");
        }
        if (path.startsWith("/api/") || path.startsWith("/.well-known/")) {
            return new Answer(Reply.json(404, Map.of("error", "API endpoint not found")), "(none)");
        }
        var call = new Call(incoming, requestId, address, Map.of(), 0);
        Optional<Reply> file = incoming.method().matches("GET|HEAD") ? files.serve(call) : Optional.empty();
        return file.map(reply -> new Answer(reply, "(file)"))
                .orElseGet(() -> new Answer(pages.answer(call, Refusal.NotFound.of("Page")), "(none)"));
    }

    /// A leading `//` in `Location` would name another host, so all slashes in front become one.
    private Reply withoutSlash(Call.Incoming incoming) {
        var path = "/" + withoutSlashesAround(incoming.path());
        var target = path + (incoming.rawQuery().isEmpty() ? "" : "?" + incoming.rawQuery());
        var encoded = target.chars().allMatch(c -> c > 0x20 && c < 0x7f) ? target : "/";
        return Reply.redirect(
                table.find(incoming.method(), path).isEmpty()
                                || incoming.method().matches("GET|HEAD")
                        ? 301
                        : 307,
                encoded);
    }

    private static String withoutSlashesAround(String path) {
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (from < to && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }

    private static Reply cors(Reply reply) {
        return reply.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", "Authorization, Content-Type")
                .header("Access-Control-Allow-Methods", "GET, POST")
                .header("Access-Control-Expose-Headers", "WWW-Authenticate");
    }
}
