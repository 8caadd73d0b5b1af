package dev.latchkey.audit;

import dev.latchkey.audit.places.Place;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.http.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An entry as it stands in the table.
record StoredEntry(
        String id,
        Instant createdAt,
        String event,
        String userId,
        String actorId,
        String clientId,
        String ip,
        String userAgent,
        Place place,
        long times,
        Map<String, String> data) {
    static final String COLUMNS = """
            id, created_at, event, user_id, actor_id, client_id, ip, user_agent, country, city, client_name, times, data
            """;

    static StoredEntry of(Row row) {
        return new StoredEntry(
                row.text("id"),
                row.instant("created_at"),
                row.text("event"),
                row.optionalText("user_id").orElse(""),
                row.optionalText("actor_id").orElse(""),
                row.optionalText("client_id").orElse(""),
                row.text("ip"),
                row.text("user_agent"),
                new Place(row.text("country"), row.text("city"), ""),
                row.number("times"),
                texts(row.text("data")));
    }

    private static Map<String, String> texts(String json) {
        var texts = new TreeMap<String, String>();
        Json.mapper()
                .readTree(json)
                .properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
        return texts;
    }

    /// Whose names are needed to show it to an administrator.
    Stream<String> people() {
        return Stream.of(userId, actorId).filter(id -> !id.isEmpty());
    }

    /// As it is shown.
    ///
    /// @param username what the person is called now; empty where that is not told
    /// @param called what people are called now, by id
    /// @param device what a `User-Agent` says, in words
    EntryView view(String username, Map<String, String> called, UnaryOperator<String> device) {
        var somebodyElse = actorId.equals(userId) ? "" : called.getOrDefault(actorId, "");
        return new EntryView(
                id,
                createdAt,
                event,
                ip,
                place.country(),
                place.city(),
                device.apply(userAgent),
                userId,
                username,
                data.getOrDefault("actorUsername", somebodyElse),
                clientId,
                shown());
    }

    /// Of what happened several times within a minute, how often.
    private Map<String, String> shown() {
        if (times == 1) {
            return data;
        }
        var more = new TreeMap<>(data);
        more.put("times", Long.toString(times));
        return more;
    }
}
