package dev.latchkey.platform.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whose word about the client's address is believed.
///
/// `X-Forwarded-For` is read from the right: each hop was added by the one to its right, so the first address that is
/// not
/// a trusted proxy is the client. Scheme and host are never taken from headers; they come from `APP_URL`.
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

    ClientAddress client(InetAddress peer, List<String> forwardedFor, Optional<String> realIp, HeaderReader headers) {
        var platform = platformHeader.flatMap(headers::first).flatMap(TrustedProxies::address);
        if (platform.isPresent()) {
            return new ClientAddress(platform.get());
        }
        if (!directPeer && !trusted(peer)) {
            return new ClientAddress(peer);
        }
        var hops = List.of(String.join(",", forwardedFor).split(","));
        InetAddress client = peer;
        for (var hop : hops.reversed()) {
            var address = address(hop.strip());
            if (address.isEmpty()) {
                break;
            }
            client = address.get();
            if (directPeer || !trusted(client)) {
                return new ClientAddress(client);
            }
        }
        return new ClientAddress(
                client.equals(peer) ? realIp.flatMap(TrustedProxies::address).orElse(peer) : client);
    }

    /// Reads one header.
    interface HeaderReader {
        Optional<String> first(String name);
    }

    private boolean trusted(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
