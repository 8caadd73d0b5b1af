package dev.latchkey.platform.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Where a request goes (RFC 9110 §4.2).
///
/// @param host without the brackets of an IPv6 address
/// @param authority as the field `Host` has it
/// @param path with the query
record Target(boolean secure, String host, int port, String authority, String path) {
    private static final int LONGEST = 2048;

    /// Empty if it is no address of the web, or has user-info, which hides the host.
    static Optional<Target> parse(String address) {
        try {
            return address.length() > LONGEST ? Optional.empty() : of(new URI(address.strip()));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// Where a redirect leads (RFC 9110 §10.2.2).
    Optional<Target> resolve(String location) {
        try {
            var here = (secure ? "https://" : "http://") + authority + path;
            return location.length() > LONGEST
                    ? Optional.empty()
                    : of(URI.create(here).resolve(new URI(location)));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Optional<Target> of(URI uri) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        if (!web
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            return Optional.empty();
        }
        boolean secure = scheme.equals("https");
        var ascii = URI.create(uri.toASCIIString());
        var path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        var host = uri.getHost();
        return Optional.of(new Target(
                secure,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80,
                uri.getPort() > 0 ? host + ":" + uri.getPort() : host,
                ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery()));
    }
}
