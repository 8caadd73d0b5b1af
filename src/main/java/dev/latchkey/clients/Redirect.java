package dev.latchkey.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// An address that a person may be sent to. Only [#match] and [#matchLogout] make one: holding a `Redirect` proves that
/// this client registered it (RFC 6749 §3.1.2.3, RFC 9700 §4.1.3). The one exception is this server's own address, for
/// a sign-in test that runs: [SignInTests].
///
/// Character by character first; then, for addresses on the device itself, with any port (RFC 8252 §7.3); then by the
/// wildcards that an administrator typed.
public final class Redirect {
    private final String uri;
    private final Address address;
    private final boolean test;

    private Redirect(String uri, Address address, boolean test) {
        this.uri = uri;
        this.address = address;
        this.test = test;
    }

    /// The callback of a sign-in test; [SignInTests] has seen that one runs.
    static Redirect ofTest(String callback) {
        return new Redirect(
                callback,
                Address.parse(callback)
                        .orElseThrow(() -> new IllegalStateException("the issuer is no address: " + callback)),
                true);
    }

    /// Where the answer of an authorization request may go.
    ///
    /// @param allowInsecure whether `http` may be used beyond the device itself
    public static Optional<Redirect> match(Client client, String requested, boolean allowInsecure) {
        return match(client, client.callbackUrls(), requested, allowInsecure, (_, _) -> false);
    }

    /// Where a person may go after signing out (RP-Initiated Logout §3); there an empty path and `/` are the same.
    public static Optional<Redirect> matchLogout(Client client, String requested, boolean allowInsecure) {
        return match(client, client.logoutCallbackUrls(), requested, allowInsecure, CallbackPattern::equalButForRoot);
    }

    private static Optional<Redirect> match(
            Client client,
            List<String> registered,
            String requested,
            boolean allowInsecure,
            BiPredicate<CallbackPattern, Address> alsoEqual) {
        var patterns = patterns(registered);
        // Nearly always one is the same character by character, and then its parts are known already.
        var parsed = patterns.stream()
                .filter(pattern -> pattern.equalTo(requested))
                .findFirst()
                .map(CallbackPattern::address)
                .or(() -> Address.parse(requested));
        if (parsed.isEmpty()
                || parsed.get().host().contains("*")
                || parsed.get().port().equals("*")) {
            return Optional.empty();
        }
        var address = parsed.get();
        if (address.scheme().equals("http") && !address.loopback() && !allowInsecure) {
            return Optional.empty();
        }
        boolean matches = patterns.stream()
                .anyMatch(pattern -> pattern.equalTo(requested)
                        || alsoEqual.test(pattern, address)
                        || pattern.equalButForPort(address, client.isPublic())
                        || pattern.covers(address));
        return matches ? Optional.of(new Redirect(requested, address, false)) : Optional.empty();
    }

    /// What is stored was checked when it was saved, by the rules of that day; what today's would refuse matches
    /// nothing.
    private static List<CallbackPattern> patterns(List<String> registered) {
        var patterns = new ArrayList<CallbackPattern>();
        for (var text : registered) {
            if (CallbackPattern.stored(text) instanceof CallbackPattern.Parsed.Good(var pattern)) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    /// As it was requested.
    public String uri() {
        return uri;
    }

    /// Which machine it leads to, as far as the address tells: lower case, an IPv6 address in its brackets; empty where
    /// there is none, as with a private scheme.
    public String host() {
        return address.host();
    }

    /// Whether it leads to the end of a sign-in test instead of to the client.
    public boolean test() {
        return test;
    }

    /// Whether another app on the same device could receive it: consent is then asked for each time (RFC 8252 §8.6).
    public boolean loopbackOrPrivateScheme() {
        return !address.web() || address.loopback();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Redirect redirect && redirect.uri.equals(uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    @Override
    public String toString() {
        return uri;
    }
}
