package dev.latchkey.signin;

import java.util.List;

/// Why a ceremony can fail, as the pages tell it: each has a title and a text under `auth_passkey_cause_…`. The script
/// shows the one whose name is the server's error code or its own finding.
public final class PasskeyCauses {
    private PasskeyCauses() {}

    public static List<String> all() {
        return List.of(
                "unsupported",
                "wrong_address",
                "unreachable",
                "exists",
                "webauthn_authentication_failed",
                "passkey_user_verification_required",
                "invalid_webauthn_session",
                "reauthentication_required",
                "setup_already_completed",
                "token_invalid_or_expired",
                "open_signup_disabled",
                "already_in_use",
                "user_disabled",
                "rate_limited",
                "other");
    }
}
