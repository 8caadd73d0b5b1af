package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whatever is searched, filtered and sorted: the list is what a look at each entry finds.
@OnBothDatabases(fresh = true)
class EntryListTest {
    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int ENTRIES = 12_000;
    private static final int ASKED = 250;

    private static final Map<String, Function<Entry, String>> SORTED = Map.of(
            "event", Entry::event,
            "ipAddress", Entry::ip,
            "country", Entry::country,
            "city", Entry::city,
            "userAgent", Entry::agent);

    private record Entry(
            int number,
            long createdAt,
            String event,
            String user,
            String actor,
            String app,
            String country,
            String city,
            String ip,
            String agent) {
        String id() {
            return "00000000-0000-7000-8002-%012d".formatted(number);
        }

        /// As a row to insert.
        String values() {
            return "('%s', %d, '%s', %s, %s, %s, '%s', '%s', '%s', '%s', '%s', '{}')"
                    .formatted(
                            id(),
                            createdAt,
                            event,
                            orNull(user),
                            orNull(actor),
                            orNull(app),
                            app,
                            country,
                            city,
                            ip,
                            agent);
        }

        private static String orNull(String text) {
            return text.isEmpty() ? "null" : "'" + text + "'";
        }
    }

    private final Random random = new Random(64);
    private final Map<String, String> people = new HashMap<>();
    private List<Entry> entries = List.of();

    @Test
    void aListIsWhatALookAtEachEntryFinds(TestIdp idp) {
        fill(idp);
        for (int i = 0; i < ASKED; i++) {
            matches(idp, question(idp));
        }
    }

    @Test
    void aListEndsEarlierTheMoreThereIsToLookAt(TestIdp idp) {
        fill(idp);
        assertEquals(10_000, items(idp, ""));
        assertTrue(items(idp, "filters[event]=SIGN_IN") > 1_000);
        assertEquals(1_000, items(idp, "search=sign"));
        assertEquals(1_000, items(idp, "filters[event]=SIGN_IN&filters[location]=external"));
        // A period is no more to look at.
        assertTrue(items(idp, "filters[event]=SIGN_IN&filters[from]=2026-01-01T00:00:00Z") > 1_000);
        var last = page(idp, "search=sign&pagination[limit]=30&pagination[page]=1000");
        assertEquals(10, last.path("data").size());
    }

    private static long items(TestIdp idp, String query) {
        return page(idp, query).path("pagination").path("totalItems").longValue();
    }

    /// Many of an event, a country and an address, few of others, moments at which several things happened, and people
    /// who did nothing of late.
    private void fill(TestIdp idp) {
        for (var name : List.of("anna", "hanna", "berta", "carl")) {
            var person = idp.user(name).create();
            people.put(person.id(), person.username());
        }
        var ids = List.copyOf(people.keySet());
        var gone = IntStream.range(0, 12)
                .mapToObj(i -> idp.user("former" + i).create())
                .toList();
        gone.forEach(person -> people.put(person.id(), person.username()));
        entries = IntStream.range(0, ENTRIES)
                .mapToObj(i -> {
                    var event = one("SIGN_IN", "SIGN_IN", "SIGN_IN", "SIGN_IN_REFUSED", "CLIENT_AUTHORIZATION");
                    var place = one("Internal Network:LAN", "Germany:Berlin", "Germany:Bonn", "Iceland:", ":")
                            .split(":", -1);
                    int moment = random.nextInt(ENTRIES / 3);
                    boolean longAgo = moment < ENTRIES / 6 && random.nextInt(4) == 0;
                    var whose =
                            longAgo ? gone.get(random.nextInt(gone.size())).id() : ids.get(random.nextInt(ids.size()));
                    return new Entry(
                            i,
                            BEGIN + moment * 1000L,
                            random.nextInt(300) == 0 ? "USER_DELETED" : event,
                            !longAgo && random.nextInt(4) == 0 ? "" : whose,
                            random.nextInt(9) == 0 ? ids.get(random.nextInt(ids.size())) : "",
                            event.startsWith("CLIENT") ? one("Berliner", "Notes", "Annals") : "",
                            place[0],
                            place[1],
                            "192.0.2." + (random.nextInt(40) == 0 ? random.nextInt(50) : 7),
                            one("Firefox", "Safari"));
                })
                .toList();
        idp.admin();
        idp.database().execute("delete from audit_log");
        for (int from = 0; from < ENTRIES; from += 1000) {
            idp.database()
                    .execute("insert into audit_log (id, created_at, event, user_id, actor_id, client_id, client_name,"
                            + " country, city, ip, user_agent, data) values "
                            + entries.subList(from, from + 1000).stream()
                                    .map(Entry::values)
                                    .collect(Collectors.joining(",")));
        }
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    /// What is asked for, and which entries that are.
    private record Question(List<String> parameters, Predicate<Entry> wanted, int narrowed) {
        Question and(String parameter, Predicate<Entry> more) {
            var all = new ArrayList<>(parameters);
            all.add(parameter);
            return new Question(all, wanted.and(more), narrowed + 1);
        }
    }

    private Question question(TestIdp idp) {
        var question = new Question(List.of(), _ -> true, 0);
        if (random.nextInt(3) > 0) {
            // A search ends as early as two filters do.
            var text = one(
                    "an",
                    "ber",
                    "BERLIN",
                    "sign in",
                    "e",
                    "delet",
                    "lan",
                    "notes",
                    "192.0.2.7",
                    "192.0.2.8",
                    "former",
                    "q");
            question = new Question(List.of(), _ -> true, 1).and("search=" + encoded(text), fitting(idp, text));
        }
        if (random.nextInt(3) == 0) {
            var event = one("SIGN_IN", "CLIENT_AUTHORIZATION", "USER_DELETED");
            question = question.and(
                    "filters[event]=" + event, entry -> entry.event().equals(event));
        }
        if (random.nextInt(5) == 0) {
            var app = one("Notes", "Berliner");
            question = question.and(
                    "filters[clientName]=" + app + "&filters[clientName]=Annals",
                    entry -> entry.app().equals(app) || entry.app().equals("Annals"));
        }
        if (random.nextInt(5) == 0) {
            boolean inside = random.nextBoolean();
            question = question.and(
                    "filters[location]=" + (inside ? "internal" : "external"),
                    entry -> inside == entry.country().equals("Internal Network"));
        }
        if (random.nextInt(5) == 0) {
            var person = people.keySet().stream().sorted().findFirst().orElseThrow();
            question = question.and(
                    "filters[userID]=" + person, entry -> entry.user().equals(person));
        }
        return random.nextInt(4) == 0 ? during(question) : question;
    }

    private Question during(Question question) {
        long from = BEGIN + random.nextInt(ENTRIES / 3) * 1000L;
        long to = from + random.nextInt(ENTRIES / 3) * 1000L;
        var narrowed = question.and(
                "filters[from]=" + Instant.ofEpochMilli(from) + "&filters[to]=" + Instant.ofEpochMilli(to),
                entry -> entry.createdAt() >= from && entry.createdAt() < to);
        return new Question(narrowed.parameters(), narrowed.wanted(), question.narrowed());
    }

    private Predicate<Entry> fitting(TestIdp idp, String text) {
        var part = text.toLowerCase(Locale.ROOT);
        var called = people.keySet().stream()
                .filter(id -> idp.database().number("""
                                select count(*) from users where id = '%s' and search_text like '%%%s%%'
                                """.formatted(id, part)) > 0)
                .toList();
        return entry -> contains(entry.event(), part.replace(' ', '_'))
                || contains(entry.app(), part)
                || contains(entry.country(), part)
                || contains(entry.city(), part)
                || entry.ip().equals(text)
                || called.contains(entry.user())
                || called.contains(entry.actor());
    }

    private static boolean contains(String value, String part) {
        return value.toLowerCase(Locale.ROOT).contains(part);
    }

    private void matches(TestIdp idp, Question question) {
        var column = random.nextInt(3) == 0 ? "createdAt" : one(SORTED.keySet().toArray(String[]::new));
        boolean descending = random.nextBoolean();
        int limit = 1 + random.nextInt(100);
        int number = 1 + random.nextInt(random.nextBoolean() ? 2 : 150);
        var query = String.join("&", question.parameters()) + "&sort[column]=" + column + "&sort[direction]="
                + (descending ? "desc" : "asc") + "&pagination[limit]=" + limit + "&pagination[page]=" + number;
        var expected = expected(question, column, descending);
        var answer = page(idp, query);
        int pages = Math.max(1, (expected.size() + limit - 1) / limit);
        int begin = (Math.min(number, pages) - 1) * limit;
        assertEquals(
                expected.size(), answer.path("pagination").path("totalItems").intValue(), query);
        assertEquals(
                expected.subList(begin, Math.min(expected.size(), begin + limit)),
                answer.path("data")
                        .valueStream()
                        .map(entry -> entry.path("id").stringValue())
                        .toList(),
                query);
    }

    private List<String> expected(Question question, String column, boolean descending) {
        boolean byTime = column.equals("createdAt");
        var time = Comparator.comparingLong(Entry::createdAt).thenComparing(Entry::id);
        var listed = entries.stream()
                .filter(question.wanted())
                .sorted(byTime && !descending ? time : time.reversed())
                .limit(question.narrowed() > 1 ? 1_000 : 10_000)
                .toList();
        if (byTime) {
            return listed.stream().map(Entry::id).toList();
        }
        var order = Comparator.comparing(SORTED.get(column)).thenComparing(time);
        return listed.stream()
                .sorted(descending ? order.reversed() : order)
                .map(Entry::id)
                .toList();
    }

    private static JsonNode page(TestIdp idp, String query) {
        return idp.admin()
                .calls("GET", "/api/audit-logs/all?" + query.replace("[", "%5B").replace("]", "%5D"))
                .expect(200)
                .json();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
