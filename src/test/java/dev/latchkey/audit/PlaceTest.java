package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, Internal Network, LAN",
        "172.16.0.1, Internal Network, LAN",
        "172.31.255.255, Internal Network, LAN",
        "172.32.0.1, '', ''",
        "192.168.1.1, Internal Network, LAN",
        "127.0.0.1, Internal Network, LAN",
        "169.254.1.1, Internal Network, LAN",
        "100.64.0.1, Internal Network, Tailscale",
        "100.128.0.1, '', ''",
        "::1, Internal Network, LAN",
        "fd12::1, Internal Network, LAN",
        "fe80::1, Internal Network, LAN",
        "2001:db8::1, '', ''",
        "203.0.113.9, '', ''",
        "'', '', ''"
    })
    void anAddressIsInsideOrNobodyKnows(String ip, String country, String city) {
        assertEquals(new Place(country, city), Place.of(ip));
    }
}
