package dev.latchkey.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A colour in OKLCH (CSS Color 4 §9.4), where equal steps of lightness look equal and hue stays put when it changes.
///
/// @param lightness 0 to 1
/// @param chroma 0 for grey
/// @param hue in degrees
record Colour(double lightness, double chroma, double hue) {
    private static final Pattern HEX = Pattern.compile("#([0-9a-f]{3}|[0-9a-f]{6})");
    private static final Pattern RGB = Pattern.compile("rgb\\(\\s*(\\d{1,3})[\\s,]+(\\d{1,3})[\\s,]+(\\d{1,3})\\s*\\)");
    private static final Pattern OKLCH = Pattern.compile(
            "oklch\\(\\s*(\\d?\\.?\\d{1,6}|\\d{1,3}(?:\\.\\d{1,4})?%)\\s+(\\d?\\.?\\d{1,6})\\s+(\\d{1,3}(?:\\.\\d{1,4})?)"
                    + "(?:deg)?\\s*\\)");

    /// Reads `#rgb`, `#rrggbb`, `rgb(r g b)` or `oklch(l c h)`, in any case.
    static Optional<Colour> parse(String text) {
        var folded = text.strip().toLowerCase(Locale.ROOT);
        var hex = HEX.matcher(folded);
        if (hex.matches()) {
            var digits = hex.group(1);
            var all = digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1");
            return Optional.of(ofRgb(part(all, 0), part(all, 2), part(all, 4)));
        }
        var rgb = RGB.matcher(folded);
        if (rgb.matches()) {
            int red = Integer.parseInt(rgb.group(1));
            int green = Integer.parseInt(rgb.group(2));
            int blue = Integer.parseInt(rgb.group(3));
            return Math.max(red, Math.max(green, blue)) > 255 ? Optional.empty() : Optional.of(ofRgb(red, green, blue));
        }
        var oklch = OKLCH.matcher(folded);
        if (!oklch.matches()) {
            return Optional.empty();
        }
        var l = oklch.group(1);
        double lightness =
                l.endsWith("%") ? Double.parseDouble(l.substring(0, l.length() - 1)) / 100 : Double.parseDouble(l);
        var colour = new Colour(lightness, Double.parseDouble(oklch.group(2)), Double.parseDouble(oklch.group(3)));
        return Optional.of(colour).filter(one -> one.lightness <= 1 && one.chroma <= 0.5 && one.hue <= 360);
    }

    private static int part(String digits, int at) {
        return Integer.parseInt(digits.substring(at, at + 2), 16);
    }

    private static Colour ofRgb(int red, int green, int blue) {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        double lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        double bee = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        return new Colour(
                Math.clamp(lightness, 0, 1), Math.hypot(a, bee), (Math.toDegrees(Math.atan2(bee, a)) + 360) % 360);
    }

    /// The sRGB transfer function, undone (CSS Color 4 §10.2).
    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private double[] linearRgb() {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        double m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        double s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    /// The same lightness and hue with as much of the chroma as screens can show.
    Colour shown() {
        var colour = this;
        while (colour.chroma > 0 && !colour.inGamut()) {
            colour = new Colour(lightness, Math.max(0, colour.chroma - 0.004), hue);
        }
        return colour;
    }

    private boolean inGamut() {
        for (double part : linearRgb()) {
            if (part < -0.0005 || part > 1.0005) {
                return false;
            }
        }
        return true;
    }

    Colour lighter(double step) {
        return new Colour(Math.clamp(lightness + step, 0, 1), chroma, hue).shown();
    }

    Colour withChroma(double most) {
        return new Colour(lightness, Math.min(chroma, most), hue).shown();
    }

    Colour withLightness(double value) {
        return new Colour(value, chroma, hue).shown();
    }

    /// Contrast ratio (WCAG 2.2, "contrast ratio"), 1 to 21.
    double contrast(Colour other) {
        double mine = luminance();
        double theirs = other.luminance();
        return (Math.max(mine, theirs) + 0.05) / (Math.min(mine, theirs) + 0.05);
    }

    private double luminance() {
        var parts = linearRgb();
        return 0.2126 * Math.clamp(parts[0], 0, 1)
                + 0.7152 * Math.clamp(parts[1], 0, 1)
                + 0.0722 * Math.clamp(parts[2], 0, 1);
    }

    String css() {
        return String.format(Locale.ROOT, "oklch(%.4f %.4f %.2f)", lightness, chroma, hue);
    }
}
