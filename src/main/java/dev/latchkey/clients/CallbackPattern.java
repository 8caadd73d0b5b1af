package dev.latchkey.clients;

import dev.latchkey.platform.Memo;
import dev.latchkey.platform.http.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// One address that an administrator registered for an app, perhaps with wildcards.
///
/// A wildcard stands for part of one host label, for a port, for part of one path segment (`**` for any number of
/// them), or for a query value: never for a scheme, and never for the last two labels of a host.
final class CallbackPattern {
    private static final int LENGTH = 2048;
    private static final Pattern WILD_SCHEME = Pattern.compile("[^:/?]*\\*[^:/?]*(:.*)?");
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?]*@.*");

    private static final Memo<String, Parsed> STORED = new Memo<>(4_096, CallbackPattern::parse);

    private final String text;
    private final Address address;

    private CallbackPattern(String text, Address address) {
        this.text = text;
        this.address = address;
    }

    /// What a registered text turns out to be.
    sealed interface Parsed {
        record Good(CallbackPattern pattern) implements Parsed {}

        /// @param why the end of a sentence that begins with the field's name
        record Bad(String why) implements Parsed {}
    }

    /// As [#parse], for a text that an administrator saved: each sign-in asks about it.
    static Parsed stored(String text) {
        return STORED.of(text);
    }

    static Parsed parse(String text) {
        if (text.length() > LENGTH) {
            return new Parsed.Bad("must be at most " + LENGTH + " characters long");
        }
        if (WILD_SCHEME.matcher(text).matches()) {
            return new Parsed.Bad("must not have a wildcard in place of the scheme");
        }
        if (text.indexOf('#') >= 0) {
            return new Parsed.Bad("must not have a fragment");
        }
        if (USER_NAME.matcher(text).matches()) {
            return new Parsed.Bad("must not have a user name");
        }
        var address = Address.parse(text);
        if (address.isEmpty()) {
            return new Parsed.Bad("is invalid");
        }
        if (!hostMayVary(address.get().host())) {
            return new Parsed.Bad("must have at least two labels without a wildcard at the end of its host");
        }
        return new Parsed.Good(new CallbackPattern(text, address.get()));
    }

    /// Whether each label with a wildcard has two literal ones to its right, the last of them no number.
    private static boolean hostMayVary(String host) {
        var labels = host.split("\\.", -1);
        int lastWild = -1;
        for (int i = 0; i < labels.length; i++) {
            lastWild = labels[i].contains("*") ? i : lastWild;
        }
        return lastWild < 0
                || (labels.length - 1 - lastWild >= 2 && !labels[labels.length - 1].matches("[0-9]+|0x[0-9a-f]*"));
    }

    Address address() {
        return address;
    }

    boolean wild() {
        return text.indexOf('*') >= 0;
    }

    /// RFC 9700 §4.1.3: character by character.
    boolean equalTo(String requested) {
        return text.equals(requested);
    }

    /// RFC 8252 §7.3: an app on the device itself listens on whatever port it gets.
    ///
    /// @param name whether `localhost` counts as well as the numbers do
    boolean equalButForPort(Address requested, boolean name) {
        boolean loopback = address.loopbackNumber() || (name && address.host().equals("localhost"));
        return loopback
                && address.scheme().equals("http")
                && requested.scheme().equals("http")
                && requested.host().equals(address.host())
                && requested.path().equals(address.path())
                && requested.query().equals(address.query());
    }

    /// For logout addresses: `https://host` and `https://host/` are the same (RFC 3986 §6.2.3).
    boolean equalButForRoot(Address requested) {
        return !wild()
                && requested.scheme().equals(address.scheme())
                && requested.host().equals(address.host())
                && requested.port().equals(address.port())
                && requested.query().equals(address.query())
                && rooted(requested).equals(rooted(address));
    }

    private static String rooted(Address address) {
        return address.authority() && address.path().isEmpty() ? "/" : address.path();
    }

    /// Whether an address is one of those that the wildcards stand for.
    boolean covers(Address requested) {
        return wild()
                && requested.scheme().equals(address.scheme())
                && requested.authority() == address.authority()
                && hostCovers(requested.host())
                && portCovers(requested)
                && pathCovers(requested.path())
                && queryCovers(requested);
    }

    private boolean hostCovers(String requested) {
        return requested.indexOf('*') < 0 && matches(address.host(), "[a-z0-9_~-]+", "[a-z0-9_~-]+", requested);
    }

    private boolean portCovers(Address requested) {
        return address.port().equals("*")
                || requested.effectivePort().equals(address.effectivePort())
                || (address.loopbackNumber() && address.scheme().equals("http"));
    }

    /// A path that a server may read in two ways is never covered: dot segments, and encoded dots and slashes.
    private boolean pathCovers(String requested) {
        boolean ambiguous =
                Arrays.stream(requested.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."))
                        || requested.matches("(?i).*%(2e|2f|5c|25|00).*");
        return !ambiguous && matches(address.path(), "[^/]+", ".*", requested);
    }

    /// The same names, each as often, in any order among different names; `*` stands for any text without a slash.
    private boolean queryCovers(Address requested) {
        if (requested.query().isEmpty() || address.query().isEmpty()) {
            return requested.query().equals(address.query());
        }
        try {
            var wanted = Parameters.parse(address.query().get());
            var there = Parameters.parse(requested.query().get());
            return wanted.names().equals(there.names())
                    && wanted.names().stream().allMatch(name -> valuesCover(wanted.all(name), there.all(name)));
        } catch (Parameters.Malformed e) {
            return false;
        }
    }

    private static boolean valuesCover(List<String> wanted, List<String> there) {
        if (wanted.size() != there.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!matches(wanted.get(i), "[^/]*", "[^/]*", there.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// @param one what `*` stands for
    /// @param many what `**` stands for
    private static boolean matches(String pattern, String one, String many, String text) {
        var regex = new StringBuilder();
        for (var part : pattern.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)")) {
            regex.append(
                    switch (part) {
                        case "*" -> one;
                        case "" -> "";
                        default -> part.chars().allMatch(c -> c == '*') ? many : Pattern.quote(part);
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
