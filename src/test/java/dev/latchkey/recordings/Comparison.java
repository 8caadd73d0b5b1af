package dev.latchkey.recordings;

import dev.latchkey.platform.http.Json;
import dev.latchkey.recordings.Departures.Difference;
import dev.latchkey.testkit.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Holds an answer against a recorded one.
final class Comparison {
    private static final String NONE = "(none)";

    /// Headers that are recorded wherever they were sent, so that one that is not recorded was not sent.
    private static final List<String> HEADERS = List.of(
            "location",
            "www-authenticate",
            "retry-after",
            "vary",
            "pragma",
            "accept-ranges",
            "last-modified",
            "access-control-allow-origin",
            "access-control-allow-headers",
            "access-control-allow-methods",
            "access-control-allow-credentials",
            "access-control-expose-headers",
            "access-control-max-age");

    /// Members that only we have.
    private static final Set<String> OUR_OWN = Set.of(
            "idTokenClaims",
            "pictureUrl",
            "logo",
            "darkLogo",
            "scopes",
            "addressRanges",
            "okAfterDelete",
            "mailLoginCode",
            "number",
            "lastUsedIp",
            "aaguid",
            "authenticatorName",
            "icon",
            "lastUsedAt",
            "lastUsedFrom",
            "counterWarning",
            "clientID",
            "usedForThisSession",
            "offlineAccess");

    /// Settings that only we have; they are elements of a list.
    private static final Set<String> OUR_OWN_SETTINGS = Set.of("footerLinks");

    /// Of some long lists only the envelope is recorded, of others only what is in it; of some objects what tells cases
    /// apart.
    private static final Set<List<String>> PARTS =
            Set.of(List.of("pagination"), List.of("data"), List.of("error", "code"), List.of("id"));

    /// What others define, and give no order to: WebAuthn's options, and keys (RFC 7517 §4).
    private static final Set<String> ANY_ORDER = Set.of("/api/webauthn/register/start", "/.well-known/jwks.json");

    private final Recording recorded;
    private final UnaryOperator<String> expected;
    private final List<Difference> differences = new ArrayList<>();

    /// @param expected changes the recorded body where the test sent something else
    Comparison(Recording recorded, UnaryOperator<String> expected) {
        this.recorded = recorded;
        this.expected = expected;
    }

    /// What is different. Where the outcome is another one, nothing else is looked at: it comes with what belongs to
    /// it.
    List<Difference> with(Answer answer) {
        var outcome = Recording.outcome(
                answer.status(), json(answer) ? answer.json() : Json.mapper().nullNode());
        compare("answer", recorded.outcome(), outcome);
        if (differences.isEmpty()) {
            headers(answer);
            cookies(answer);
            body(answer);
        }
        return List.copyOf(differences);
    }

    private static boolean json(Answer answer) {
        return answer.body().length > 0
                && answer.header("Content-Type").orElse("").startsWith("application/json");
    }

    private void headers(Answer answer) {
        var wanted = new LinkedHashMap<String, String>();
        HEADERS.forEach(name -> wanted.put(name, NONE));
        wanted.put("cache-control", "private, no-store");
        boolean hasJson = recorded.response().has("json");
        wanted.put("content-type", hasJson ? "application/json; charset=utf-8" : NONE);
        recorded.response()
                .path("headers")
                .properties()
                .forEach(header -> wanted.put(
                        header.getKey(),
                        header.getValue().isNull() ? NONE : header.getValue().stringValue()));
        wanted.forEach((name, value) -> {
            var ours = answer.header(name).orElse(NONE);
            compare("header " + name, value, ours);
        });
    }

    /// Names as on `http` where they were recorded there; of a value only whether there is one.
    private void cookies(Answer answer) {
        var wanted = new LinkedHashMap<String, String>();
        for (var cookie : recorded.response().path("cookies")) {
            var attributes = new TreeSet<String>();
            cookie.path("attributes").forEach(attribute -> attributes.add(attribute.stringValue()));
            wanted.put(
                    cookie.path("name").stringValue(),
                    described(cookie.path("value").stringValue(), attributes));
        }
        var ours = new LinkedHashMap<String, String>();
        for (var header : answer.headers("Set-Cookie")) {
            var parts = List.of(Pattern.compile("; ").split(header));
            var pair = Pattern.compile("=").split(parts.getFirst(), 2);
            var attributes = new TreeSet<>(parts.subList(1, parts.size()));
            ours.put(named(pair[0]), described(pair[1], attributes));
        }
        var names = new TreeSet<>(wanted.keySet());
        names.addAll(ours.keySet());
        names.forEach(
                name -> compare("cookie " + name, wanted.getOrDefault(name, NONE), ours.getOrDefault(name, NONE)));
    }

    private String named(String cookie) {
        return recorded.area().equals("cookies_https") ? cookie : cookie.replaceFirst("^__(Host|Secure)-", "");
    }

    private static String described(String value, Set<String> attributes) {
        return (value.isEmpty() ? "empty; " : "a value; ") + String.join("; ", attributes);
    }

    private void body(Answer answer) {
        var response = recorded.response();
        if (response.has("json")) {
            JsonNode wanted;
            try {
                wanted = Json.mapper()
                        .readTree(expected.apply(response.path("json").toString()));
            } catch (JacksonException e) {
                throw new AssertionError(recorded.name() + " as expected is no JSON", e);
            }
            json("", wanted, answer.json());
        } else {
            var wanted = response.path("body").asString("").strip();
            var text = answer.text().strip();
            var kind = wanted.equals("<html>") && text.toLowerCase(Locale.ROOT).startsWith("<!doctype html>")
                    ? wanted
                    : wanted.startsWith("<") && !wanted.equals("<html>") && !text.isEmpty() ? wanted : text;
            compare("body", wanted, kind.length() > 80 ? kind.substring(0, 80) : kind);
        }
    }

    private void json(String where, JsonNode wanted, JsonNode actual) {
        if (wanted.isObject() && actual.isObject()) {
            members(where, wanted, actual);
        } else if (wanted.isArray()
                && actual.isArray()
                && wanted.size() == known(actual).size()) {
            var known = known(actual);
            for (int i = 0; i < wanted.size(); i++) {
                json(where + "[" + i + "]", wanted.get(i), known.get(i));
            }
        } else if (wanted.isString() && actual.isString()) {
            compare("json " + where, wanted.stringValue(), actual.stringValue());
        } else if (!wanted.equals(actual)) {
            differ("json " + where, text(wanted), text(actual));
        }
    }

    private static List<JsonNode> known(JsonNode list) {
        return list.valueStream()
                .filter(element ->
                        !OUR_OWN_SETTINGS.contains(element.path("key").asString("")))
                .toList();
    }

    /// What was recorded has to be there, in that order; what only we have may stand in between.
    private void members(String where, JsonNode wanted, JsonNode actual) {
        var ours = actual.propertyStream()
                .map(Map.Entry::getKey)
                .filter(member -> wanted.has(member) || !OUR_OWN.contains(member))
                .toList();
        var theirs = List.copyOf(wanted.propertyNames());
        boolean same = ANY_ORDER.contains(recorded.template())
                ? Set.copyOf(theirs).equals(Set.copyOf(ours))
                : theirs.equals(ours);
        if (!PARTS.contains(theirs) && !same) {
            differ("json members of " + where, String.join(" ", theirs), String.join(" ", ours));
        }
        wanted.properties().forEach(member -> {
            if (actual.has(member.getKey())) {
                json(
                        where.isEmpty() ? member.getKey() : where + "." + member.getKey(),
                        member.getValue(),
                        actual.path(member.getKey()));
            }
        });
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : node.isMissingNode() ? NONE : node.toString();
    }

    private void compare(String what, String wanted, String ours) {
        if (!matches(wanted, ours)) {
            differ(what, wanted, ours);
        }
    }

    private void differ(String what, String wanted, String ours) {
        differences.add(new Difference(recorded.area() + "/" + recorded.name(), what, wanted, ours));
    }

    /// `<…>` in a recorded text stands for whatever has that form.
    private static boolean matches(String wanted, String ours) {
        if (wanted.equals(ours)) {
            return true;
        }
        var placeholders = Pattern.compile("<[a-z0-9: -]+>|\\{id}").matcher(wanted);
        var pattern = new StringBuilder();
        int end = 0;
        while (placeholders.find()) {
            pattern.append(Pattern.quote(wanted.substring(end, placeholders.start())))
                    .append(form(placeholders.group()));
            end = placeholders.end();
        }
        return end > 0
                && Pattern.compile(pattern + Pattern.quote(wanted.substring(end)))
                        .matcher(ours)
                        .matches();
    }

    private static String form(String placeholder) {
        return switch (placeholder) {
            case "<uuid>" -> "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
            case "<random>", "<base64url of uuid>" -> "[^ ]+";
            case "{id}" -> "[^/]+";
            case "<base>" -> "https://id\\.example\\.com";
            case "<host>" -> "id\\.example\\.com";
            case "<rfc3339>" -> "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
            case "<http-date>" -> "\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT";
            default ->
                placeholder.matches("<random:\\d+>")
                        ? ".{" + placeholder.replaceAll("\\D", "") + "}"
                        : Pattern.quote(placeholder);
        };
    }
}
