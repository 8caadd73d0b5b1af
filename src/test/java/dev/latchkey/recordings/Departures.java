package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where ours is meant to answer differently: the rows of `docs/decisions/recorded-differences.md`. Each is about
/// exchanges of one file of recordings, `area/name`, and about one thing in their answers; `*` stands for any text.
final class Departures {
    private static final Path LIST = Path.of("docs/decisions/recorded-differences.md");
    private static final List<Row> ROWS = rows();
    private static final Set<Row> MET = ConcurrentHashMap.newKeySet();

    private Departures() {}

    /// One thing in an answer that is not as recorded.
    ///
    /// @param exchange `area/name`
    /// @param what `answer` (status and code), `header name`, `cookie name`, `body`, or `json path`
    /// @param recorded `(none)` if there was nothing
    /// @param here `(none)` if there is nothing
    record Difference(String exchange, String what, String recorded, String here) {
        @Override
        public String toString() {
            return "| `" + exchange + "` | `" + what + "` | `" + recorded + "` | `" + here + "` |";
        }
    }

    private record Row(String text, Pattern exchange, Pattern what, Pattern recorded, Pattern here) {
        boolean foresees(Difference difference) {
            return exchange.matcher(difference.exchange()).matches()
                    && what.matcher(difference.what()).matches()
                    && recorded.matcher(difference.recorded()).matches()
                    && here.matcher(difference.here()).matches();
        }
    }

    /// Fails if one of these is not on the list.
    static void areForeseen(List<Difference> differences, Object answer) {
        var surprises = differences.stream()
                .filter(difference -> {
                    var rows = ROWS.stream()
                            .filter(row -> row.foresees(difference))
                            .toList();
                    MET.addAll(rows);
                    return rows.isEmpty();
                })
                .map(Difference::toString)
                .toList();
        assertTrue(surprises.isEmpty(), () -> "\n" + String.join("\n", surprises) + "\n" + answer);
    }

    /// Fails if a row about this area foresees what no longer happens; to be asked once all of it was sent again.
    static void allWereMet(String area) {
        var idle = ROWS.stream()
                .filter(row -> row.text().startsWith("| `" + area + "/") && !MET.contains(row))
                .map(Row::text)
                .collect(Collectors.joining("\n"));
        assertTrue(idle.isEmpty(), () -> "as recorded after all:\n" + idle);
    }

    private static List<Row> rows() {
        try {
            var rows = new ArrayList<Row>();
            for (var line : Files.readAllLines(LIST)) {
                if (line.startsWith("| `")) {
                    var cells = line.substring(2).split(" \\| ", 5);
                    assertTrue(
                            cells.length == 5 && cells[4].length() > " |".length(),
                            () -> "no reason is given: " + line);
                    rows.add(new Row(line, pattern(cells[0]), pattern(cells[1]), pattern(cells[2]), pattern(cells[3])));
                }
            }
            return List.copyOf(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern pattern(String cell) {
        var text = cell.substring(1, cell.length() - 1);
        return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }
}
