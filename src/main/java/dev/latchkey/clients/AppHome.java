package dev.latchkey.clients;

import java.util.Optional;
import java.util.stream.Stream;

/// Where an app is at home, as far as its administrator said: for links back to it.
public final class AppHome {
    private AppHome() {}

    /// Its launch address; else where it wants people after signing out; else the origin of a callback, since every app
    /// has one and its pages are nearly always beside it. Nothing for an app on the device itself.
    public static Optional<String> of(Client client) {
        return Stream.of(
                        client.launchUrl().stream(),
                        client.logoutCallbackUrls().stream().filter(AppHome::exact),
                        client.callbackUrls().stream()
                                .filter(AppHome::exact)
                                .flatMap(url -> Address.parse(url).stream())
                                .filter(callback -> callback.scheme().equals("https") && !callback.loopback())
                                .map(Address::origin))
                .flatMap(urls -> urls)
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                .findFirst();
    }

    private static boolean exact(String url) {
        return url.indexOf('*') < 0;
    }
}
