package dev.latchkey.settings;

import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.LocalPath;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Which values a setting may have.
///
/// @param required whether the empty text is refused; otherwise it stands for the default
/// @param check complains about a value that is not empty
record Rule(boolean required, Check check) {
    /// The longest value that is stored.
    private static final int LENGTH = 4096;

    private static final int MINUTES_OF_A_YEAR = 525_600;

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\",;]{1,64}@[^\\s@<>\",;.]+(\\.[^\\s@<>\",;.]+)+");

    private static final Pattern PATTERN = Pattern.compile("[*]|[a-zA-Z*][a-zA-Z0-9+.*-]*://\\S+");

    private static final Pattern LINK = Pattern.compile("(https?://|mailto:)[^\\s/?#<>\"'\\\\][^\\s<>\"\\\\]*");

    private static final int MOST_LINKS = 6;

    /// The page that leads here must not be sent on to itself.
    private static final Set<String> LEADS_HOME = Set.of("/", "/settings", "/login", "/logout");

    static final Rule TEXT = new Rule(false, (field, value) -> field.atMost(LENGTH));

    static final Rule COLOUR = new Rule(
            false,
            (field, value) -> field.atMost(LENGTH)
                    .that(
                            Branding.known(value),
                            "invalid_format",
                            "must be a colour, such as #1a7f64 or oklch(0.6 0.15 180)"));

    static final Rule FLAG = new Rule(
            true,
            (field, value) -> field.that(
                    value.equals("true") || value.equals("false"), "invalid_format", "must be either true or false"));

    static final Rule MINUTES = new Rule(
            true,
            (field, value) -> field.that(value.matches("[+-]?[0-9]{1,18}"), "invalid_format", "must be an integer")
                    .that(
                            value.matches("[+]?[0-9]{1,9}")
                                    && minutes(value) >= 1
                                    && minutes(value) <= MINUTES_OF_A_YEAR,
                            "invalid_value",
                            "must be a number of minutes from 1 to " + MINUTES_OF_A_YEAR));

    static final Rule PAGE = new Rule(
            true,
            (field, value) -> field.atMost(LENGTH)
                    .that(
                            LocalPath.of(value).isPresent() && !LEADS_HOME.contains(value),
                            "invalid_value",
                            "must be the path of a page here, such as /settings/apps"));

    static final Rule EMAIL_ADDRESS =
            new Rule(false, (field, value) -> field.format(EMAIL, "must be a valid email address"));

    static final Rule TEXTS = json("must be a JSON array of strings", JsonNode::isString);

    static final Rule CLAIMS = json(
            "must be a JSON array of objects with string \"key\" and \"value\" properties",
            node -> node.path("key").isString() && node.path("value").isString());

    static final Rule PATTERNS = json(
            "must be a JSON array of valid callback URL patterns",
            node -> node.isString() && PATTERN.matcher(node.stringValue()).matches());

    static final Rule LINKS = new Rule(
            false,
            (field, value) -> field.atMost(LENGTH)
                    .that(
                            isArrayOf(value, Rule::isLink)
                                    && Json.mapper().readTree(value).size() <= MOST_LINKS,
                            "invalid_format",
                            "must be a JSON array of at most " + MOST_LINKS
                                    + " objects with a \"text\" of 1 to 40 characters and a \"url\" that is a web or "
                                    + "mail address"));

    interface Check {
        void on(FieldChecks.Field field, String value);
    }

    static Rule name(int length) {
        return new Rule(true, (field, value) -> field.atMost(length).that(!value.isBlank(), "required", "is required"));
    }

    static Rule oneOf(String... values) {
        return new Rule(true, (field, value) -> field.that(Set.of(values).contains(value), "oneof", "is invalid"));
    }

    private static Rule json(String message, Predicate<JsonNode> element) {
        return new Rule(
                false,
                (field, value) -> field.atMost(LENGTH).that(isArrayOf(value, element), "invalid_format", message));
    }

    /// It becomes a link on pages that everybody sees, so it must not be a script.
    private static boolean isLink(JsonNode node) {
        return node.path("text").isString()
                && node.path("url").isString()
                && !node.path("text").stringValue().isBlank()
                && node.path("text").stringValue().length() <= 40
                && LINK.matcher(node.path("url").stringValue()).matches();
    }

    private static boolean isArrayOf(String value, Predicate<JsonNode> element) {
        try {
            var tree = Json.mapper().readTree(value);
            return tree != null && tree.isArray() && tree.valueStream().allMatch(element);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static int minutes(String value) {
        return Integer.parseInt(value);
    }
}
