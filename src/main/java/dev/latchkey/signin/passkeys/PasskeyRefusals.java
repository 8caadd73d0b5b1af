package dev.latchkey.signin.passkeys;

import dev.latchkey.platform.Refusal;
import java.util.Map;

/// The refusals of ceremonies, under the codes that pages turn into guidance.
final class PasskeyRefusals {
    private PasskeyRefusals() {}

    /// The browser never asked for options, or forgot.
    static Refusal noCeremony() {
        return new Refusal.Bad("missing_session_id", "Session ID is missing");
    }

    /// The challenge is unknown, used up, too old, or was made for something else.
    static Refusal ceremonyOver() {
        return new Refusal.Bad("invalid_webauthn_session", "Your passkey request has expired");
    }

    static Refusal badResponse() {
        return new Refusal.Bad("invalid_webauthn_response", "We couldn't process the response from your passkey");
    }

    static Refusal userNotVerified() {
        return new Refusal.Bad(
                "passkey_user_verification_required",
                "Your passkey couldn't verify you. If you're using a security key, configure a FIDO2 PIN and try again");
    }

    static Refusal syncedNotAllowed() {
        return new Refusal.Bad("synced_passkey_not_allowed", "Synced passkeys are not allowed");
    }

    static Refusal notAuthenticated() {
        return new Refusal.Unauthorized("webauthn_authentication_failed", "We couldn't verify your passkey");
    }

    /// As [#notAuthenticated], and it says so where nobody has that passkey: a password manager may stop offering it
    /// (WebAuthn Level 3 §5.1.10.2). Of a passkey that somebody has, no refusal may say this.
    static Refusal unknownPasskey() {
        return new Refusal.Unauthorized(
                "webauthn_authentication_failed",
                "We couldn't verify your passkey",
                Map.of("reason", "unknown_credential"));
    }

    static Refusal alreadyRegistered() {
        return new Refusal.Conflict("passkey_already_registered", "This passkey is already registered here", Map.of());
    }

    static Refusal lastPasskey() {
        return new Refusal.Conflict(
                "last_passkey",
                "This is your only passkey. Add another one first, or you could not sign in again",
                Map.of());
    }

    static Refusal notFound() {
        return Refusal.NotFound.of("Passkey");
    }
}
