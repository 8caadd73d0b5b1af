package dev.latchkey.platform.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses belong to the public internet. What is not known to be public is not: this machine, its
/// networks, the metadata services of clouds, and ranges that lead to one of those in another notation.
final class PublicAddresses {
    /// The IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast (RFC 5771), and one
    /// cloud's host.
    private static final List<Cidr> NOT_PUBLIC_4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private, RFC 1918
            "100.64.0.0/10", // shared by the customers of a provider, RFC 6598; Tailscale; metadata at Alibaba
            "127.0.0.0/8", // this machine
            "168.63.129.16", // the host of a machine at Azure
            "169.254.0.0/16", // link-local, RFC 3927; metadata of most clouds
            "172.16.0.0/12", // private, RFC 1918
            "192.0.0.0/24", // protocol assignments; metadata at Oracle
            "192.0.2.0/24", // documentation, RFC 5737
            "192.88.99.0/24", // relays of 6to4, RFC 7526
            "192.168.0.0/16", // private, RFC 1918
            "198.18.0.0/15", // benchmarks, RFC 2544
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /// RFC 4291 §2.4: all that is routed is in here. Loopback, unique local, link-local and multicast are not.
    private static final Cidr GLOBAL_6 = Cidr.parse("2000::/3");

    private static final List<Cidr> NOT_PUBLIC_6 = ranges(
            "2001::/23", // protocol assignments: Teredo (RFC 4380), which holds an IPv4 address, ORCHID, benchmarks
            "2001:db8::/32", // documentation, RFC 3849
            "2002::/16", // 6to4, RFC 3056, which holds an IPv4 address
            "3fff::/20"); // documentation, RFC 9637

    /// RFC 6052 §2.1: a network without IPv4 reaches IPv4 hosts through these; the last four bytes are the address.
    private static final Cidr TRANSLATED = Cidr.parse("64:ff9b::/96");

    private final List<Cidr> internal;

    /// @param internal what besides is a network of one's own
    PublicAddresses(List<Cidr> internal) {
        this.internal = List.copyOf(internal);
    }

    boolean contain(InetAddress address) {
        if (internal.stream().anyMatch(range -> range.contains(address))) {
            return false;
        }
        if (address instanceof Inet6Address) {
            return TRANSLATED.contains(address)
                    ? contain(lastFour(address))
                    : GLOBAL_6.contains(address) && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(address));
        }
        return NOT_PUBLIC_4.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress lastFour(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // four bytes are an address
        }
    }

    private static List<Cidr> ranges(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
