package dev.latchkey.platform.db;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/// An address as libpq takes it, `postgres://user:password@host:port/database?parameters` (PostgreSQL 18, §32.1.1.2),
/// in
/// the parts that the JDBC driver wants.
///
/// It is cut by hand. [java.net.URI] knows no host of a name like `my_db`, which containers have, and tells the whole
/// address, password included, when it dislikes a character.
record PostgresqlUrl(String jdbcUrl, Optional<String> user, Optional<String> password, Properties parameters) {
    private static final String ESCAPES =
            "In a user name, a password or a parameter write % as %25, / as %2F, ? as %3F and @ as %40.";
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]+"); // in a parameter it is bare
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /// An address that cannot be read. The message goes on after "the address", and shows nothing of it: whatever
    /// stands
    /// in a wrong place may be a password.
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /// @throws Unreadable if it is not meant as one thing and no other
    static PostgresqlUrl parse(String address) {
        var rest = address.substring(address.indexOf("://") + "://".length());
        int end = indexOf(rest, "/?", 0);
        int query = indexOf(rest, "?", end);
        if (rest.indexOf('@', end) >= 0) {
            throw new Unreadable("has an @ behind its first / or ?. " + ESCAPES);
        }
        int at = rest.lastIndexOf('@', end);
        var login = at < 0 ? "" : rest.substring(0, at);
        int colon = indexOf(login, ":", 0);
        var parameters = PostgresqlParameters.parse(rest.substring(Math.min(query + 1, rest.length())));
        var database = end < query ? decode(rest.substring(end + 1, query)) : "";
        return new PostgresqlUrl(
                "jdbc:postgresql://" + servers(rest.substring(at + 1, end), parameters) + "/"
                        + URLEncoder.encode(parameters.database().orElse(database), StandardCharsets.UTF_8),
                parameters.user().or(() -> some(decode(login.substring(0, colon)))),
                parameters.password().or(() -> some(decode(login.substring(Math.min(colon + 1, login.length()))))),
                parameters.others());
    }

    /// Where one of these characters stands; the end if none does.
    private static int indexOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty());
    }

    /// `host:port,host:port`, in the address itself or among its parameters, which win.
    private static String servers(String authority, PostgresqlParameters parameters) {
        var hosts = new ArrayList<String>();
        var ports = new ArrayList<String>();
        for (var server : authority.split(",", -1)) {
            int bracket = server.lastIndexOf(']');
            int colon = server.indexOf(':', Math.max(0, bracket));
            hosts.add(decode(colon < 0 ? server : server.substring(0, colon)));
            ports.add(colon < 0 ? "" : server.substring(colon + 1));
        }
        parameters.hosts().ifPresent(named -> replace(hosts, named));
        parameters.ports().ifPresent(named -> replace(ports, named));
        return servers(hosts, ports);
    }

    private static void replace(List<String> values, String named) {
        values.clear();
        values.addAll(List.of(named.split(",", -1)));
    }

    private static String servers(List<String> hosts, List<String> ports) {
        if (ports.size() != 1 && ports.size() != hosts.size()) {
            throw new Unreadable("names another number of ports than of hosts. Write one for each, or one for all.");
        }
        var servers = new ArrayList<String>();
        for (int i = 0; i < hosts.size(); i++) {
            var port = ports.get(ports.size() == 1 ? 0 : i);
            servers.add(host(hosts.get(i)) + (port.isEmpty() ? "" : ":" + checkedPort(port)));
        }
        return String.join(",", servers);
    }

    private static String host(String host) {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw new Unreadable("names a Unix socket. Write the name or address of a host: PostgreSQL is reached over "
                    + "TCP, which on its own machine is 127.0.0.1.");
        }
        if (host.isEmpty()) {
            return "localhost";
        }
        if (IPV6.matcher(host).matches()) {
            return "[" + host + "]";
        }
        if (!HOST.matcher(host).matches()) {
            throw new Unreadable("names a host that cannot be one. " + ESCAPES);
        }
        return host;
    }

    private static String checkedPort(String port) {
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535) {
            throw new Unreadable("has something behind the host's colon that is no port. " + ESCAPES);
        }
        return port;
    }

    /// RFC 3986 §2.1: a `+` is a plus.
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = ByteBuffer.allocate(text.length() * 4);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character == '%') {
                bytes.put(escaped(text, i));
                i += 3;
            } else {
                bytes.put(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(character);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException _) {
            throw new Unreadable("holds escapes that are no UTF-8. " + ESCAPES);
        }
    }

    private static byte escaped(String text, int at) {
        if (at + 3 > text.length()
                || !HexFormat.isHexDigit(text.charAt(at + 1))
                || !HexFormat.isHexDigit(text.charAt(at + 2))
                || text.startsWith("%00", at)) {
            throw new Unreadable("has a % that is not followed by the two digits of a character. " + ESCAPES);
        }
        return (byte) HexFormat.fromHexDigits(text, at + 1, at + 3);
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return jdbcUrl;
    }
}
