package dev.latchkey.signin.sessions;

import java.util.List;
import java.util.Map;

/// What a `User-Agent` says of a browser, told coarsely: enough to recognise one's own. Parts it does not know are
/// empty.
///
/// @param kind `phone`, `tablet`, `computer` or empty
/// @param browser such as `Firefox`
/// @param os such as `macOS`
public record Device(String kind, String browser, String os) {
    /// The first mark that is there names it: browsers built on others come before those.
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg/", "Edge"),
            Map.entry("EdgA/", "Edge"),
            Map.entry("EdgiOS/", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Vivaldi/", "Vivaldi"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("HeadlessChrome/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"),
            Map.entry("curl/", "curl"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iOS"),
            Map.entry("iPad", "iPadOS"),
            Map.entry("Android", "Android"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("Linux", "Linux"));

    public static Device of(String userAgent) {
        var os = firstIn(userAgent, SYSTEMS);
        return new Device(kind(userAgent, os), firstIn(userAgent, BROWSERS), os);
    }

    /// Browser and system in one line, such as `Chrome · Linux`; empty if nothing is known.
    public String label() {
        return browser.isEmpty() || os.isEmpty() ? browser + os : browser + " · " + os;
    }

    /// As a sentence has it, such as `Chrome on Linux`; empty if nothing is known.
    public String sentence() {
        return browser.isEmpty() || os.isEmpty() ? browser + os : browser + " on " + os;
    }

    private static String kind(String userAgent, String os) {
        return switch (os) {
            case "iOS" -> "phone";
            case "iPadOS" -> "tablet";
            case "Android" -> userAgent.contains("Mobile") ? "phone" : "tablet";
            case "" -> "";
            default -> "computer";
        };
    }

    private static String firstIn(String userAgent, List<Map.Entry<String, String>> marks) {
        for (var mark : marks) {
            if (userAgent.contains(mark.getKey())) {
                return mark.getValue();
            }
        }
        return "";
    }
}
