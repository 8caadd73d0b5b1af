package dev.latchkey.clients;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An absolute address in its parts, each as it was written (RFC 3986 appendix B). Only what can stand in a `Location`
/// header and can be compared without guessing is one: printable ASCII, no user-info, no fragment, nothing that looks
/// like an escape and is none, no brackets but those of an IPv6 address.
///
/// @param host with its brackets, where it is an IPv6 address; empty if there is none
/// @param port the digits after the colon, or `*` in a pattern; empty if there is none
/// @param query without `?`; empty if there is no `?`
record Address(String scheme, boolean authority, String host, String port, String path, Optional<String> query) {
    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<authority>//[^/?]*)?(?<path>[^?\\[\\]]*)(\\?(?<query>[^\\[\\]]*))?");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9*._~-]*)(:(?<port>[0-9]{1,5}|\\*))?");
    private static final Pattern CHARACTERS = Pattern.compile("([\\x21-\\x7e&&[^\"<>\\\\^`{|}#%]]|%[0-9A-Fa-f]{2})++");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9*_~-]+(\\.[A-Za-z0-9*_~-]+)*");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}");

    /// Schemes that a browser runs or reads instead of handing them on.
    private static final Set<String> DANGEROUS =
            Set.of("about", "blob", "data", "file", "filesystem", "jar", "javascript", "vbscript", "view-source");

    static Optional<Address> parse(String text) {
        var parts = PARTS.matcher(text);
        if (!CHARACTERS.matcher(text).matches() || !parts.matches()) {
            return Optional.empty();
        }
        var scheme = lower(parts.group("scheme"));
        var authority = parts.group("authority");
        if (DANGEROUS.contains(scheme)) {
            return Optional.empty();
        }
        var query = Optional.ofNullable(parts.group("query"));
        if (authority == null) {
            return web(scheme) || parts.group("path").isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Address(scheme, false, "", "", parts.group("path"), query));
        }
        var hostAndPort = AUTHORITY.matcher(authority.substring(2));
        if (!hostAndPort.matches() || (web(scheme) && !isHost(hostAndPort.group("host")))) {
            return Optional.empty();
        }
        var port = hostAndPort.group("port");
        if (port != null && !port.equals("*") && Integer.parseInt(port) > 65_535) {
            return Optional.empty();
        }
        return Optional.of(new Address(
                scheme, true, lower(hostAndPort.group("host")), port == null ? "" : port, parts.group("path"), query));
    }

    /// RFC 6454 §6.2, of an address of the web, with a `/` as its path.
    String origin() {
        return scheme + "://" + host + (port.isEmpty() ? "" : ":" + port) + "/";
    }

    boolean web() {
        return web(scheme);
    }

    /// RFC 8252 §7.3: an address of the device itself, as a number.
    boolean loopbackNumber() {
        return host.equals("[::1]") || LOOPBACK.matcher(host).matches();
    }

    /// RFC 6761 §6.3: names that lead to the device itself.
    boolean loopback() {
        return loopbackNumber() || host.equals("localhost") || host.endsWith(".localhost");
    }

    /// The port that is meant, with the scheme's own where none is written.
    String effectivePort() {
        if (!port.isEmpty()) {
            return port;
        }
        return switch (scheme) {
            case "http" -> "80";
            case "https" -> "443";
            default -> "";
        };
    }

    private static boolean web(String scheme) {
        return scheme.equals("http") || scheme.equals("https");
    }

    private static boolean isHost(String host) {
        return host.startsWith("[") || HOST.matcher(host).matches();
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }
}
