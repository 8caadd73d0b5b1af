package dev.latchkey.signin.sessions;

import java.util.List;
import java.util.Locale;

/// How a session began.
public enum SignInMethod {
    /// With a passkey and user verification. `phr` is the compatible value; the others are those of RFC 8176 §2
    /// that hold: a key was proven, a person was present, and something they are or know unlocked something they
    /// have.
    PASSKEY("phr pop user mfa"),
    /// With a login code.
    CODE("otp"),
    /// By approving on another device. What was proven there says nothing about who sits here.
    REMOTE("otp"),
    /// By creating one's account, before there was anything to prove.
    SETUP("otp");

    private final String amr;

    SignInMethod(String amr) {
        this.amr = amr;
    }

    /// Authentication methods references, as ID tokens carry them (OpenID Connect Core §2).
    public List<String> amr() {
        return List.of(amr.split(" "));
    }

    /// As the database and the API spell it.
    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SignInMethod of(String spelling) {
        return valueOf(spelling.toUpperCase(Locale.ROOT));
    }
}
