package dev.latchkey.platform.http;

import dev.latchkey.platform.net.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whose word about the client's address is believed.
///
/// `X-Forwarded-For` is read from the right: each hop was added by the one to its right, so the first address that
/// is not a trusted proxy is the client. Scheme and host are never taken from headers; they come from `APP_URL`.
public final class TrustedProxies {
    private final boolean directPeer;
    private final List<Cidr> ranges;
    private final Optional<String> platformHeader;

    private TrustedProxies(boolean directPeer, List<Cidr> ranges, Optional<String> platformHeader) {
        this.directPeer = directPeer;
        this.ranges = List.copyOf(ranges);
        this.platformHeader = platformHeader;
    }

    /// @param trust `true` (the direct peer, and no further), `false`, or a comma-separated list of addresses and CIDRs
    /// @param platformHeader a header that holds the client's address and is believed before anything else
    /// @throws IllegalArgumentException if an entry of the list is no address
    public static TrustedProxies parse(String trust, Optional<String> platformHeader) {
        var value = trust.strip();
        return switch (value) {
            case "1", "t", "T", "TRUE", "true", "True" -> new TrustedProxies(true, List.of(), platformHeader);
            case "", "0", "f", "F", "FALSE", "false", "False" -> new TrustedProxies(false, List.of(), platformHeader);
            default -> new TrustedProxies(false, ranges(value), platformHeader);
        };
    }

    private static List<Cidr> ranges(String list) {
        var ranges = new ArrayList<Cidr>();
        for (var entry : list.split(",")) {
            ranges.add(Cidr.parse(entry.strip()));
        }
        return ranges;
    }

    /// @param headers all values of a header
    ClientAddress client(InetAddress peer, Function<String, List<String>> headers) {
        if (platformHeader.isPresent()) {
            var platform = first(headers.apply(platformHeader.get()));
            if (platform.isPresent()) {
                return new ClientAddress(platform.get());
            }
        }
        if (!directPeer && !trusted(peer)) {
            return new ClientAddress(peer);
        }
        var hops = List.of(String.join(",", headers.apply("X-Forwarded-For")).split(","));
        InetAddress client = peer;
        for (var hop : hops.reversed()) {
            var address = address(hop.strip());
            if (address.isEmpty()) {
                break;
            }
            client = address.get();
            if (!trusted(client)) {
                return new ClientAddress(client);
            }
        }
        return new ClientAddress(
                client.equals(peer) ? first(headers.apply("X-Real-IP")).orElse(peer) : client);
    }

    private static Optional<InetAddress> first(List<String> header) {
        return header.stream().findFirst().flatMap(TrustedProxies::address);
    }

    private boolean trusted(InetAddress address) {
        for (var range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
