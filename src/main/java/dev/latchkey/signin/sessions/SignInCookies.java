package dev.latchkey.signin.sessions;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.platform.http.LocalPath;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cookies of signing in. On https they carry a prefix that keeps other hosts from setting them (RFC 6265bis
/// §4.1.3); on http Safari stores no `Secure` cookie, so there they have neither.
public final class SignInCookies {
    private final boolean https;

    public SignInCookies(boolean https) {
        this.https = https;
    }

    /// Which cookie.
    public enum Kind {
        SESSION("__Host-", "access_token"),
        /// A WebAuthn ceremony under way.
        CEREMONY("__Host-", "session"),
        /// A fresh passkey proof, good for one protected act.
        REAUTHENTICATION("__Secure-", "reauthentication_token"),
        /// A login code was asked for by mail in this browser.
        DEVICE("__Host-", "device_token"),
        /// This browser waits to be signed in from another device; sent only where it asks.
        REMOTE("__Secure-", "device_login_token"),
        /// The offer of a passkey was put off.
        PASSKEY_OFFER_SNOOZED("__Host-", "passkey_later");

        private final String prefix;
        private final String name;

        Kind(String prefix, String name) {
            this.prefix = prefix;
            this.name = name;
        }
    }

    /// What the browser sent, unless it is empty.
    public Optional<String> read(Call call, Kind kind) {
        return call.cookie(name(kind)).filter(value -> !value.isEmpty());
    }

    public Cookie cookie(Kind kind, String value, @Nullable Duration life) {
        return cookie(kind, "/", value, life);
    }

    /// One that is sent to this path and those below it.
    public Cookie cookie(Kind kind, String path, String value, @Nullable Duration life) {
        return new Cookie(name(kind), value, path, life, https);
    }

    /// Where to after signing in without a passkey: by way of the offer to make one, unless it was put off.
    public String offeringPasskey(Call call, LocalPath redirect) {
        return read(call, Kind.PASSKEY_OFFER_SNOOZED).isPresent()
                ? redirect.value()
                : redirect.behind("/signup/add-passkey");
    }

    /// Empty and without `Max-Age`: what signing out has always sent.
    public Cookie cleared(Kind kind) {
        return cookie(kind, "", null);
    }

    /// What it is called here.
    public String name(Kind kind) {
        return https ? kind.prefix + kind.name : kind.name;
    }
}
