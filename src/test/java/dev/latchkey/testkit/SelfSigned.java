package dev.latchkey.testkit;

import javax.net.ssl.SSLContext;

/// A key and a certificate for a host that it has signed itself.
///
/// @param server what serves with it
/// @param trusting connects to whoever has this certificate, and to nobody else
public record SelfSigned(SSLContext server, SSLContext trusting) {
    /// @param name of the host, which is at 127.0.0.1 as well
    public static SelfSigned forHost(String name) {
        try (var keys = new KeyFile()) {
            keys.make("host", name, "-ext", "SAN=dns:" + name + ",ip:127.0.0.1", "-validity", "2");
            return new SelfSigned(keys.server("host"), keys.trusting("host"));
        }
    }
}
