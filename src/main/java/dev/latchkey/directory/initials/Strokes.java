package dev.latchkey.directory.initials;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The letters, digits and the person mark that pictures are made of, as lines of a pen: a small alphabet of our own.
///
/// Each is written like the path of an SVG: `M` moves, `L` draws a line, `Q` a quadratic curve. The pen's middle runs
/// from 0 to 6 in height.
final class Strokes {
    /// InitialsPicture for whoever has no initial in the alphabet.
    static final String PERSON = "M 2.5 0 Q 4.1 0 4.1 1.5 Q 4.1 3 2.5 3 Q 0.9 3 0.9 1.5 Q 0.9 0 2.5 0 "
            + "M 0 6.4 Q 0 4.2 2.5 4.2 Q 5 4.2 5 6.4";

    private static final Map<Character, String> PATHS = Map.ofEntries(
            Map.entry('A', "M 0 6 L 2.1 0 L 4.2 6 M 0.75 4 L 3.45 4"),
            Map.entry(
                    'B',
                    "M 0 0 L 2 0 Q 3.6 0 3.6 1.45 Q 3.6 2.9 2 2.9 L 0 2.9 "
                            + "M 2 2.9 Q 4 2.9 4 4.45 Q 4 6 2.1 6 L 0 6 L 0 0"),
            Map.entry('C', "M 4 1.2 Q 3.4 0 2.2 0 Q 0 0 0 3 Q 0 6 2.2 6 Q 3.4 6 4 4.8"),
            Map.entry('D', "M 0 0 L 1.7 0 Q 4.2 0 4.2 3 Q 4.2 6 1.7 6 L 0 6 L 0 0"),
            Map.entry('E', "M 3.4 0 L 0 0 L 0 6 L 3.4 6 M 0 3 L 2.9 3"),
            Map.entry('F', "M 3.4 0 L 0 0 L 0 6 M 0 3 L 2.9 3"),
            Map.entry('G', "M 4 1.2 Q 3.4 0 2.2 0 Q 0 0 0 3 Q 0 6 2.2 6 Q 3.6 6 4.2 5 L 4.2 3.2 L 2.6 3.2"),
            Map.entry('H', "M 0 0 L 0 6 M 4 0 L 4 6 M 0 3 L 4 3"),
            Map.entry('I', "M 0 0 L 0 6"),
            Map.entry('J', "M 2.6 0 L 2.6 4.3 Q 2.6 6 1.2 6 Q 0.2 6 0 5"),
            Map.entry('K', "M 0 0 L 0 6 M 3.8 0 L 0 3.6 M 1.4 2.3 L 4 6"),
            Map.entry('L', "M 0 0 L 0 6 L 3.3 6"),
            Map.entry('M', "M 0 6 L 0 0 L 2.4 4 L 4.8 0 L 4.8 6"),
            Map.entry('N', "M 0 6 L 0 0 L 4 6 L 4 0"),
            Map.entry('O', "M 2.3 0 Q 4.6 0 4.6 3 Q 4.6 6 2.3 6 Q 0 6 0 3 Q 0 0 2.3 0"),
            Map.entry('P', "M 0 6 L 0 0 L 2.1 0 Q 3.8 0 3.8 1.65 Q 3.8 3.3 2.1 3.3 L 0 3.3"),
            Map.entry('Q', "M 2.3 0 Q 4.6 0 4.6 3 Q 4.6 6 2.3 6 Q 0 6 0 3 Q 0 0 2.3 0 M 2.9 4.4 L 4.5 6.3"),
            Map.entry('R', "M 0 6 L 0 0 L 2.1 0 Q 3.8 0 3.8 1.65 Q 3.8 3.3 2.1 3.3 L 0 3.3 M 2 3.3 L 4 6"),
            Map.entry(
                    'S',
                    "M 3.7 1 Q 3.1 0 2 0 Q 0.3 0 0.3 1.5 Q 0.3 2.6 2 3 Q 3.9 3.4 3.9 4.5 Q 3.9 6 2 6 Q 0.6 6 0 4.9"),
            Map.entry('T', "M 0 0 L 4.2 0 M 2.1 0 L 2.1 6"),
            Map.entry('U', "M 0 0 L 0 3.8 Q 0 6 2 6 Q 4 6 4 3.8 L 4 0"),
            Map.entry('V', "M 0 0 L 2.1 6 L 4.2 0"),
            Map.entry('W', "M 0 0 L 1.5 6 L 3 0.8 L 4.5 6 L 6 0"),
            Map.entry('X', "M 0 0 L 4 6 M 4 0 L 0 6"),
            Map.entry('Y', "M 0 0 L 2.1 3.2 L 4.2 0 M 2.1 3.2 L 2.1 6"),
            Map.entry('Z', "M 0 0 L 3.9 0 L 0 6 L 4 6"),
            Map.entry('0', "M 2 0 Q 4 0 4 3 Q 4 6 2 6 Q 0 6 0 3 Q 0 0 2 0"),
            Map.entry('1', "M 0 1.2 L 1.6 0 L 1.6 6"),
            Map.entry('2', "M 0.1 1.5 Q 0.3 0 2 0 Q 3.8 0 3.8 1.6 Q 3.8 2.6 2.6 3.7 L 0 6 L 4 6"),
            Map.entry(
                    '3',
                    "M 0.2 0.9 Q 0.8 0 2 0 Q 3.6 0 3.6 1.45 Q 3.6 2.9 1.6 2.9 Q 3.9 2.9 3.9 4.45 Q 3.9 6 2 6 Q 0.6 6 0 4.9"),
            Map.entry('4', "M 3 6 L 3 0 L 0 4.2 L 4 4.2"),
            Map.entry('5', "M 3.5 0 L 0.6 0 L 0.3 2.7 Q 1 2.2 2 2.2 Q 3.9 2.2 3.9 4.1 Q 3.9 6 1.9 6 Q 0.7 6 0 5"),
            Map.entry(
                    '6', "M 3.5 0.8 Q 2.9 0 2.1 0 Q 0 0 0 3.4 Q 0 6 2 6 Q 3.9 6 3.9 4.1 Q 3.9 2.3 2 2.3 Q 0.2 2.3 0 4"),
            Map.entry('7', "M 0 0 L 3.9 0 L 1.3 6"),
            Map.entry(
                    '8',
                    "M 2 2.8 Q 0.3 2.8 0.3 1.4 Q 0.3 0 2 0 Q 3.7 0 3.7 1.4 Q 3.7 2.8 2 2.8 "
                            + "Q 0 2.8 0 4.4 Q 0 6 2 6 Q 4 6 4 4.4 Q 4 2.8 2 2.8"),
            Map.entry(
                    '9',
                    "M 0.5 5.2 Q 1.1 6 1.9 6 Q 4 6 4 2.6 Q 4 0 2 0 Q 0.1 0 0.1 1.9 Q 0.1 3.7 2 3.7 Q 3.8 3.7 4 2"));

    private static final int STEPS = 10;

    private Strokes() {}

    /// A straight piece of a stroke.
    record Line(double x1, double y1, double x2, double y2) {
        Line moved(double scale, double dx, double dy) {
            return new Line(x1 * scale + dx, y1 * scale + dy, x2 * scale + dx, y2 * scale + dy);
        }

        /// How far a point is from this, squared.
        double distanceSquared(double x, double y) {
            double dx = x2 - x1;
            double dy = y2 - y1;
            double length = dx * dx + dy * dy;
            double along = length == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length;
            double nearest = Math.clamp(along, 0.0, 1.0);
            double offX = x - x1 - nearest * dx;
            double offY = y - y1 - nearest * dy;
            return offX * offX + offY * offY;
        }
    }

    static boolean knows(char letter) {
        return PATHS.containsKey(letter);
    }

    /// @throws IllegalArgumentException if it is not in the alphabet
    static List<Line> of(char letter) {
        var path = PATHS.get(letter);
        if (path == null) {
            throw new IllegalArgumentException("no strokes for " + letter);
        }
        return parse(path);
    }

    static double width(List<Line> lines) {
        return lines.stream()
                .mapToDouble(line -> Math.max(line.x1(), line.x2()))
                .max()
                .orElse(0);
    }

    static List<Line> parse(String path) {
        var lines = new ArrayList<Line>();
        double x = 0;
        double y = 0;
        var words = path.split(" ");
        for (int i = 0; i < words.length; i += words[i].equals("Q") ? 5 : 3) {
            boolean curve = words[i].equals("Q");
            double toX = Double.parseDouble(words[i + (curve ? 3 : 1)]);
            double toY = Double.parseDouble(words[i + (curve ? 4 : 2)]);
            if (curve) {
                var control = new double[] {Double.parseDouble(words[i + 1]), Double.parseDouble(words[i + 2])};
                curve(lines, new double[] {x, y}, control, new double[] {toX, toY});
            } else if (words[i].equals("L")) {
                lines.add(new Line(x, y, toX, toY));
            }
            x = toX;
            y = toY;
        }
        return lines;
    }

    private static void curve(List<Line> lines, double[] from, double[] control, double[] to) {
        double x = from[0];
        double y = from[1];
        for (int i = 1; i <= STEPS; i++) {
            double t = (double) i / STEPS;
            double nextX = (1 - t) * (1 - t) * from[0] + 2 * t * (1 - t) * control[0] + t * t * to[0];
            double nextY = (1 - t) * (1 - t) * from[1] + 2 * t * (1 - t) * control[1] + t * t * to[1];
            lines.add(new Line(x, y, nextX, nextY));
            x = nextX;
            y = nextY;
        }
    }
}
