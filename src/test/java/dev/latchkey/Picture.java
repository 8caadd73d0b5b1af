package dev.latchkey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Packages in rows: a row may use the rows below it, never its own or one above. Inside some of them are rows again,
/// from left to right, where `.` is the package itself.
final class Picture {
    private record Place(int row, int innerRow) {}

    private final Map<String, Place> places = new LinkedHashMap<>();

    /// @param rows a line each
    /// @param insides `package: a b / c / .`, a line each
    Picture(String rows, String insides) {
        var inner = new HashMap<String, String>();
        insides.lines().forEach(line -> inner.put(line.split(":")[0].strip(), line.split(":")[1]));
        int row = 0;
        for (var line : rows.lines().toList()) {
            for (var name : line.strip().split(" +")) {
                place(name, row, inner.getOrDefault(name, "."));
            }
            row++;
        }
    }

    private void place(String name, int row, String inside) {
        int innerRow = 0;
        for (var group : inside.split("/")) {
            for (var child : group.strip().split(" +")) {
                places.put(child.equals(".") ? name : name + "." + child, new Place(row, innerRow));
            }
            innerRow++;
        }
    }

    Set<String> packages() {
        return places.keySet();
    }

    /// Why one package must not use another, if so.
    Optional<String> complaint(String user, String used) {
        var from = places.get(user);
        var to = places.get(used);
        if (from == null || to == null) {
            return Optional.of("the picture lacks " + missing(user, used));
        }
        boolean sameTop = top(user).equals(top(used));
        boolean down = sameTop ? from.innerRow() < to.innerRow() : from.row() < to.row();
        return down ? Optional.empty() : Optional.of(used + " is not below " + user);
    }

    private List<String> missing(String... names) {
        var missing = new ArrayList<>(List.of(names));
        missing.removeAll(places.keySet());
        return missing;
    }

    private static String top(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
