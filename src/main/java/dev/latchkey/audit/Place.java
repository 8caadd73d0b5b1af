package dev.latchkey.audit;

import dev.latchkey.platform.http.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Where an address is, as far as its network tells: inside, or unknown.
///
/// @param country `Internal Network`, or empty
/// @param city `LAN`, `Tailscale`, or empty
public record Place(String country, String city) {
    static final String INTERNAL = "Internal Network";

    private static final Place UNKNOWN = new Place("", "");
    private static final Cidr TAILSCALE = Cidr.parse("100.64.0.0/10");
    private static final List<Cidr> INSIDE = Stream.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "0.0.0.0",
                    "::",
                    "::1",
                    "fc00::/7",
                    "fe80::/10")
            .map(Cidr::parse)
            .toList();

    /// @param ip an address, or nothing
    public static Place of(String ip) {
        if (ip.isEmpty()) {
            return UNKNOWN;
        }
        var address = InetAddress.ofLiteral(ip);
        if (TAILSCALE.contains(address)) {
            return new Place(INTERNAL, "Tailscale");
        }
        return INSIDE.stream().anyMatch(range -> range.contains(address)) ? new Place(INTERNAL, "LAN") : UNKNOWN;
    }
}
