package dev.latchkey.platform.net;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// A range of addresses: `10.0.0.0/8`, `fd00::/8`, or a single address.
public record Cidr(byte[] network, int bits) {
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]*");
    private static final Pattern FOUR_PARTS = Pattern.compile("([0-9]+\\.){3}[0-9]+");

    /// @throws IllegalArgumentException if it is neither
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        if (DIGITS_AND_DOTS.matcher(address).matches()
                && !FOUR_PARTS.matcher(address).matches()) {
            // `10` would be read as 0.0.0.10, and 10/8 as something that nobody means.
            throw new IllegalArgumentException(text + " has not all parts of an address");
        }
        var network = InetAddress.ofLiteral(address).getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException(text + " has a prefix length that does not fit");
        }
        return new Cidr(network, bits);
    }

    public boolean contains(InetAddress address) {
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
