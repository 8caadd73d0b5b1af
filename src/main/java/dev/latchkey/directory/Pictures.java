package dev.latchkey.directory;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The picture of a person, at the address that the `picture` claim names: their initials. Apps fetch it without
/// credentials, so it must not tell who exists: whoever does not gets the same mark as someone without initials.
final class Pictures {
    private static final String CACHING = "public, max-age=900, stale-while-revalidate=3600";

    private static final int KEPT = 100;

    private final Db db;
    private final Users users;

    private final Map<Picture, byte[]> lately = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Picture, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    Pictures(Db db, Users users) {
        this.db = db;
        this.users = users;
    }

    void routes(Routes routes) {
        routes.open().get("/api/users/{id}/profile-picture.png", this::picture);
    }

    private Reply picture(Call call) {
        var id = call.path("id");
        if (!PeopleApi.UUID.matcher(id).matches()) {
            throw new Refusal.Invalid(
                            List.of(new Refusal.Field("userId", "invalid_format", "must be a valid UUID")),
                            "Request validation failed")
                    .asException();
        }
        var picture = new Picture(
                db.read(tx -> users.find(tx, new UserId(id))).map(Initials::of).orElse(Initials.NONE),
                Drawing.colour(id));
        boolean known = call.header("If-None-Match")
                .filter(tags -> tags.contains(picture.tag()))
                .isPresent();
        var reply = known ? Reply.empty(304) : Reply.bytes(200, "image/png", drawn(picture));
        reply.header("ETag", picture.tag());
        return call.query().names().contains("skipCache") ? reply : reply.header("Cache-Control", CACHING);
    }

    private record Picture(Initials initials, int colour) {
        String tag() {
            return "\"%s-%06x\"".formatted(initials.letters(), colour);
        }
    }

    /// Drawing costs milliseconds, so what was asked for lately is kept.
    private byte[] drawn(Picture picture) {
        synchronized (lately) {
            return lately.computeIfAbsent(picture, missing -> Drawing.png(missing.initials(), missing.colour()));
        }
    }
}
