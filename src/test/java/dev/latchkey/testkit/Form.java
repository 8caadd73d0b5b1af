package dev.latchkey.testkit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parameters of an address or of a form, in order; a name may stand more than once.
public final class Form {
    private final List<Map.Entry<String, String>> pairs;

    private Form(List<Map.Entry<String, String>> pairs) {
        this.pairs = pairs;
    }

    /// @param namesAndValues names and values in turn
    public static Form of(String... namesAndValues) {
        var pairs = new ArrayList<Map.Entry<String, String>>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Form(List.copyOf(pairs));
    }

    /// With this value instead of any that is there.
    public Form with(String name, String value) {
        return without(name).and(name, value);
    }

    public Form without(String name) {
        return new Form(
                pairs.stream().filter(pair -> !pair.getKey().equals(name)).toList());
    }

    /// With this value beside any that is there.
    public Form and(String name, String value) {
        var more = new ArrayList<>(pairs);
        more.add(Map.entry(name, value));
        return new Form(List.copyOf(more));
    }

    public Optional<String> value(String name) {
        return pairs.stream()
                .filter(pair -> pair.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public List<String> names() {
        return pairs.stream().map(Map.Entry::getKey).distinct().toList();
    }

    /// As `application/x-www-form-urlencoded`.
    public String encoded() {
        return String.join(
                "&",
                pairs.stream()
                        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                        .toList());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
