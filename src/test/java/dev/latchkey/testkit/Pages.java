package dev.latchkey.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the server's pages as far as a person without JavaScript gets along with them: forms, buttons, links.
public final class Pages {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<(input|button)\\b([^>]*)>");
    private static final Pattern ONWARD = Pattern.compile("\\d+;\\s*url=(.+)", Pattern.CASE_INSENSITIVE);
    private static final int MOST_PAGES = 6;

    private Pages() {}

    /// A form as it stands on a page.
    ///
    /// @param fields what it sends without a button
    public record PageForm(String method, String action, Form fields, String inside) {
        /// The button with that name and value, if there is one.
        public boolean has(String name, String value) {
            return button(name, value).isPresent();
        }

        private Optional<String> button(String name, String value) {
            return FIELD.matcher(inside)
                    .results()
                    .filter(found -> found.group(1).equals("button"))
                    .map(found -> found.group(2))
                    .filter(attributes ->
                            attribute(attributes, "name").filter(name::equals).isPresent()
                                    && attribute(attributes, "value")
                                            .filter(value::equals)
                                            .isPresent())
                    .findFirst();
        }
    }

    /// All forms of a page, in order.
    public static List<PageForm> forms(Answer page) {
        return FORM.matcher(page.text())
                .results()
                .map(found -> form(page, found.group(1), found.group(2)))
                .toList();
    }

    private static PageForm form(Answer page, String attributes, String inside) {
        var fields = Form.of();
        for (var found : FIELD.matcher(inside).results().toList()) {
            var name = attribute(found.group(2), "name");
            if (found.group(1).equals("input") && name.isPresent()) {
                fields = fields.and(
                        name.get(), attribute(found.group(2), "value").orElse(""));
            }
        }
        var action = attribute(attributes, "action").orElse("");
        return new PageForm(
                attribute(attributes, "method").orElse("get"),
                page.address()
                        .resolve(action.isEmpty() ? page.address().toString() : action)
                        .toString(),
                fields,
                inside);
    }

    /// Does whatever leads on to the application, until the browser is sent there.
    ///
    /// @return the answer that sends it there
    public static Answer allow(Person person, Browser browser, Answer first) {
        var page = first;
        for (int i = 0; i < MOST_PAGES; i++) {
            if (page.header("Location").isPresent()) {
                return page;
            }
            page = step(person, browser, page);
        }
        throw new AssertionError("the pages do not end: " + page);
    }

    private static Answer step(Person person, Browser browser, Answer page) {
        var onward = onward(page);
        if (onward.isPresent()) {
            return browser.open(page.address().resolve(onward.get()).toString());
        }
        for (var form : forms(page)) {
            if (form.fields().value("decision").filter("allow"::equals).isPresent()) {
                person.provesPresence(browser); // a form that the page's script sends once the passkey was used
                return press(browser, form, "allow");
            }
            if (form.has("decision", "allow")) {
                return press(browser, form, "allow");
            }
        }
        person.signsIn(browser);
        return browser.open(page.address().toString());
    }

    /// Sends a form with the button that says so.
    public static Answer press(Browser browser, PageForm form, String decision) {
        return browser.follow(browser.submit(form.action(), form.fields().with("decision", decision)));
    }

    /// Where a page goes by itself.
    public static Optional<URI> onward(Answer page) {
        return page.header("Refresh")
                .map(ONWARD::matcher)
                .filter(Matcher::matches)
                .map(found -> URI.create(found.group(1)));
    }

    /// The parameters of an address, from its query or its fragment.
    public static Form parameters(URI address) {
        var text = address.getRawFragment() != null ? address.getRawFragment() : address.getRawQuery();
        var form = Form.of();
        if (text == null) {
            return form;
        }
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            form = form.and(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return form;
    }

    private static Optional<String> attribute(String attributes, String name) {
        var found = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(attributes);
        return found.find() ? Optional.of(unescaped(found.group(1))) : Optional.empty();
    }

    private static String unescaped(String text) {
        return text.replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
