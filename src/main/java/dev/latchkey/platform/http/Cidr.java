package dev.latchkey.platform.http;

import java.net.InetAddress;

/// A range of addresses: `10.0.0.0/8`, `fd00::/8`, or a single address.
record Cidr(byte[] network, int bits) {
    /// @throws IllegalArgumentException if it is neither
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                .getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException(text + " has a prefix length that does not fit");
        }
        return new Cidr(network, bits);
    }

    boolean contains(InetAddress address) {
        var other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
