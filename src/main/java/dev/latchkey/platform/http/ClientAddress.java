package dev.latchkey.platform.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a request came from.
public record ClientAddress(InetAddress address) {
    /// As text; an IPv6 address in its usual short form without a zone.
    public String text() {
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /// What limits count by: the address, or for IPv6 the /64 that one subscriber has to himself.
    public String limitKey() {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
                : text();
    }

    /// Whether both are one network: the same IPv4 address, or the same IPv6 /64.
    public boolean sameNetwork(ClientAddress other) {
        return limitKey().equals(other.limitKey());
    }
}
