package dev.latchkey.audit;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a change changed, for the entry about it, in one shape for whatever is changed: of a value `name.before` and
/// `name.after`, of a list `name.added` and `name.removed`, one to a line. What stayed as it was is left out.
///
/// The names are those of the REST API. Secrets are the caller's to mask.
public final class Changes {
    /// What is longer is cut off: an entry is to be read, not to restore something from.
    private static final int LONGEST = 500;

    /// Beyond so many of a list, `name.added.total` says how many there are.
    private static final int NAMED = 20;

    /// Beyond so many fields, `moreChanges` says how many are left out.
    private static final int MOST = 100;

    private final Map<String, String> data = new TreeMap<>();
    private int fields;

    /// Between what something was and what it is now: values by name. What stands in one of the two alone was, or is
    /// now, empty.
    public static Changes between(Map<String, String> before, Map<String, String> after) {
        var changes = new Changes();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.forEach(name -> changes.value(name, before.getOrDefault(name, ""), after.getOrDefault(name, "")));
        return changes;
    }

    /// What something new is: what is neither empty nor switched off.
    public static Changes made(Map<String, String> values) {
        var said = new TreeMap<>(values);
        said.values().removeIf("false"::equals);
        return between(Map.of(), said);
    }

    public Changes value(String name, String before, String after) {
        return before.equals(after) ? this : shown(name, before, after);
    }

    /// A value that is another now, as it may be shown: of a secret both look the same.
    public Changes shown(String name, String before, String after) {
        if (room()) {
            data.put(name + ".before", cut(before));
            data.put(name + ".after", cut(after));
        }
        return this;
    }

    /// @param before what people call each; the order does not matter
    public Changes list(String name, Collection<String> before, Collection<String> after) {
        var added = without(after, before);
        var removed = without(before, after);
        if (!(added.isEmpty() && removed.isEmpty()) && room()) {
            put(name + ".added", added);
            put(name + ".removed", removed);
        }
        return this;
    }

    private boolean room() {
        fields++;
        if (fields > MOST) {
            data.put("moreChanges", Integer.toString(fields - MOST));
        }
        return fields <= MOST;
    }

    private void put(String name, Collection<String> items) {
        if (items.isEmpty()) {
            return;
        }
        var lines = items.stream()
                .limit(NAMED)
                .map(item -> cut(item.replaceAll("\\R", " ")))
                .toList();
        data.put(name, String.join("\n", lines));
        if (items.size() > NAMED) {
            data.put(name + ".total", Integer.toString(items.size()));
        }
    }

    private static Collection<String> without(Collection<String> items, Collection<String> others) {
        var rest = new LinkedHashSet<>(items);
        rest.removeAll(new LinkedHashSet<>(others));
        return rest;
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        boolean pair = Character.isHighSurrogate(text.charAt(LONGEST - 2));
        return text.substring(0, LONGEST - (pair ? 2 : 1)) + "…";
    }

    /// Whether all is as it was.
    public boolean none() {
        return data.isEmpty();
    }

    Map<String, String> data() {
        return Map.copyOf(data);
    }
}
