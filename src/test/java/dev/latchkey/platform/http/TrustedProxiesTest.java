package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private static final String PEER = "192.0.2.1";

    @Test
    void nobodyIsBelievedUnlessConfigured() {
        assertEquals(PEER, client("", "203.0.113.9"));
        assertEquals(PEER, client("false", "203.0.113.9"));
    }

    @Test
    void theDirectPeerIsBelievedAndNoFurther() {
        assertEquals("203.0.113.9", client("true", "198.51.100.1, 203.0.113.9"));
    }

    @Test
    void aListIsReadFromTheRightToTheFirstStranger() {
        assertEquals("203.0.113.9", client("192.0.2.0/24", "1.1.1.1, 203.0.113.9, 192.0.2.7"));
        assertEquals("203.0.113.9", client("192.0.2.0/24", "1.1.1.1", "203.0.113.9, 192.0.2.7"));
        assertEquals(PEER, client("198.51.100.0/24", "203.0.113.9"));
    }

    @Test
    void whatIsNoAddressEndsTheWay() {
        assertEquals(PEER, client("true", "example.org"));
        assertEquals(PEER, client("true", ""));
        assertEquals("192.0.2.7", client("192.0.2.0/24", "203.0.113.9, unknown, 192.0.2.7"));
    }

    @Test
    void realIpIsAskedWhenNoHopIsThere() {
        var proxies = TrustedProxies.parse("true", Optional.empty());
        assertEquals(
                "203.0.113.9",
                proxies.client(peer(), name -> name.equals("X-Real-IP") ? List.of("203.0.113.9") : List.of())
                        .text());
    }

    @Test
    void aPlatformHeaderComesFirst() {
        var proxies = TrustedProxies.parse("", Optional.of("CF-Connecting-IP"));
        assertEquals(
                "203.0.113.9",
                proxies.client(peer(), name -> switch (name) {
                            case "CF-Connecting-IP" -> List.of("203.0.113.9");
                            case "X-Forwarded-For" -> List.of("1.1.1.1");
                            default -> List.of();
                        })
                        .text());
    }

    @Test
    void nonsenseIsNoList() {
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse("my-proxy", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse("10.0.0.0/99", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse("10.0.0.0/x", Optional.empty()));
    }

    @Test
    void onePersonsIpv6NetworkCountsAsOneAddress() {
        var one = new ClientAddress(InetAddress.ofLiteral("2001:db8:1:2::1"));
        assertTrue(one.sameNetwork(new ClientAddress(InetAddress.ofLiteral("2001:db8:1:2:ffff::9"))));
        assertFalse(one.sameNetwork(new ClientAddress(InetAddress.ofLiteral("2001:db8:1:3::1"))));
        assertFalse(one.sameNetwork(new ClientAddress(InetAddress.ofLiteral("192.0.2.1"))));
    }

    private static String client(String trust, String... forwardedFor) {
        return TrustedProxies.parse(trust, Optional.empty())
                .client(peer(), name -> name.equals("X-Forwarded-For") ? List.of(forwardedFor) : List.of())
                .text();
    }

    private static InetAddress peer() {
        return InetAddress.ofLiteral(PEER);
    }
}
