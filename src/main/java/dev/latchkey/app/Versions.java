package dev.latchkey.app;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// `/api/version`: which version runs here, for who is signed in, and which one is the newest.
///
/// Nobody is asked for the newest one: a server that nobody told to do so calls no one. Clients of this API take the
/// empty text for "up to date", as they get it from an installation that may not look either.
final class Versions {
    private static final String UNKNOWN = "";

    private record Current(String currentVersion) {}

    private record Latest(String latestVersion) {}

    void routes(Routes routes) {
        routes.signedIn().get("/api/version/current", _ -> Reply.json(200, new Current(Release.version())));
        routes.open().get("/api/version/latest", Versions::latest);
        routes.described(Versions::describe);
    }

    private static void describe(Operations operations) {
        var topic = operations.about("Reference");
        topic.get("/api/version/current", "Which version this is").answers(200, Current.class);
        topic.get("/api/version/latest", "Which version is the newest")
                .details("Always empty: Latchkey does not look for new versions.")
                .query("skipCache", Schema.text(), "Sends no caching header")
                .answers(200, Latest.class);
    }

    private static Reply latest(Call call) {
        var reply = Reply.json(200, new Latest(UNKNOWN));
        return call.query().names().contains("skipCache")
                ? reply
                : reply.header("Cache-Control", "public, max-age=300, stale-while-revalidate=900");
    }
}
