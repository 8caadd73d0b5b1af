package dev.latchkey.signin.passkeys;

import dev.latchkey.directory.UserView;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [Passkeys] tells about its routes.
final class PasskeysDescription {
    private static final String UNREADABLE = "invalid_webauthn_response";

    private static final String[] CEREMONY = {
        "missing_session_id", "invalid_webauthn_session", UNREADABLE, "passkey_user_verification_required"
    };

    private PasskeysDescription() {}

    static void write(Operations operations) {
        signingIn(operations.about("Signing in"));
        passkeys(operations.about("Passkeys"));
        var wellKnown = operations.about("Discovery");
        wellKnown
                .get("/.well-known/passkey-endpoints", "Where passkeys are made and managed")
                .answers(200, Schema.object().with("enroll", Schema.text()).with("manage", Schema.text()));
        wellKnown
                .get("/.well-known/webauthn", "The other origins that may use passkeys of this one")
                .details("Related Origin Requests, WebAuthn Level 3 §5.11.")
                .answers(200, Schema.object().with("origins", Schema.list(Schema.text())));
    }

    private static void signingIn(Operations.Topic topic) {
        topic.get("/api/webauthn/login/start", "Options for `navigator.credentials.get()`")
                .answers(
                        200,
                        Schema.object()
                                .with("challenge", Schema.text())
                                .with("timeout", Schema.number())
                                .with("rpId", Schema.text())
                                .with("userVerification", requirement()));
        topic.post("/api/webauthn/login/finish", "Signs in with a passkey's answer")
                .details("If nobody has that passkey, the refusal's `details.reason` is `unknown_credential`.")
                .takes(assertion())
                .unreadable(UNREADABLE)
                .answers(200, UserView.class)
                .refuses(400, CEREMONY)
                .refuses(401, "webauthn_authentication_failed")
                .refuses(403, "user_disabled");
        topic.post("/api/webauthn/reauthenticate", "Proves once more who you are, for one protected act")
                .details("Without a body a passkey sign-in of a moment ago is proof enough.")
                .mayTake(assertion())
                .unreadable(UNREADABLE)
                .answers(204)
                .refuses(400, CEREMONY)
                .refuses(401, "webauthn_authentication_failed", "reauthentication_required");
    }

    private static void passkeys(Operations.Topic topic) {
        topic.get("/api/webauthn/register/start", "Options for `navigator.credentials.create()`")
                .answers(200, creation())
                .refuses(401, "reauthentication_required");
        topic.post("/api/webauthn/register/finish", "Adds the passkey that was made")
                .takes(attestation())
                .unreadable(UNREADABLE)
                .answers(200, PasskeyView.class)
                .refuses(400, CEREMONY)
                .refuses(400, "synced_passkey_not_allowed")
                .refuses(409, "passkey_already_registered");
        topic.get("/api/webauthn/credentials", "Your passkeys").answers(200, Schema.list(PasskeyView.class));
        topic.get("/api/webauthn/credentials/accepted", "What password managers are told about your passkeys")
                .details("For the Signal API, WebAuthn Level 3 §5.1.10.")
                .answers(
                        200,
                        Schema.object()
                                .with("rpId", Schema.text())
                                .with("userId", Schema.text())
                                .with("allAcceptedCredentialIds", Schema.list(Schema.text()))
                                .with("name", Schema.text())
                                .with("displayName", Schema.text()));
        topic.patch("/api/webauthn/credentials/{id}", "Renames your passkey")
                .takes(Schema.object().with("name", Schema.text(1, 50).with("pattern", "\\S")))
                .answers(200, PasskeyView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found");
        topic.delete("/api/webauthn/credentials/{id}", "Deletes your passkey")
                .answers(204)
                .refuses(401, "reauthentication_required")
                .refuses(404, "not_found")
                .refuses(409, "last_passkey");
        topic.get("/api/users/{id}/webauthn-credentials", "The passkeys of a person")
                .answers(200, Schema.list(PasskeyView.class))
                .refuses(404, "user_not_found");
        topic.delete("/api/users/{id}/webauthn-credentials/{credentialId}", "Deletes a passkey of a person")
                .details("Of your own, as you would delete it on your account page.")
                .answers(204)
                .refuses(401, "reauthentication_required")
                .refuses(404, "not_found")
                .refuses(409, "last_passkey");
    }

    private static Schema base64() {
        return Schema.text().with("pattern", "^[A-Za-z0-9_-]*$");
    }

    /// `UserVerificationRequirement` and `ResidentKeyRequirement`, WebAuthn Level 3 §5.8.6 and §5.4.6.
    private static Schema requirement() {
        return Schema.oneOf("required", "preferred", "discouraged");
    }

    /// `AuthenticationResponseJSON`.
    private static Schema.Members assertion() {
        return credential(Schema.object()
                .with("clientDataJSON", base64())
                .with("authenticatorData", base64())
                .with("signature", base64())
                .maybe("userHandle", base64()));
    }

    /// `RegistrationResponseJSON`.
    private static Schema.Members attestation() {
        return credential(Schema.object()
                .with("clientDataJSON", base64())
                .with("attestationObject", base64())
                .maybe("transports", Schema.list(Schema.text())));
    }

    private static Schema.Members credential(Schema.Members response) {
        return Schema.object()
                .with("id", base64())
                .with("type", Schema.oneOf("public-key"))
                .maybe("rawId", base64())
                .with("response", response.schema());
    }

    /// `PublicKeyCredentialCreationOptionsJSON`.
    private static Schema.Members creation() {
        return Schema.object()
                .with(
                        "rp",
                        Schema.object()
                                .with("name", Schema.text())
                                .with("id", Schema.text())
                                .schema())
                .with(
                        "user",
                        Schema.object()
                                .with("name", Schema.text())
                                .with("displayName", Schema.text())
                                .with("id", Schema.text())
                                .schema())
                .with("challenge", Schema.text())
                .with(
                        "pubKeyCredParams",
                        Schema.list(Schema.object()
                                .with("type", Schema.oneOf("public-key"))
                                .with("alg", Schema.number())
                                .schema()))
                .with("timeout", Schema.number())
                .sometimes(
                        "excludeCredentials",
                        Schema.list(Schema.object()
                                .with("type", Schema.oneOf("public-key"))
                                .with("id", Schema.text())
                                .sometimes("transports", Schema.list(Schema.text()))
                                .schema()))
                .with(
                        "authenticatorSelection",
                        Schema.object()
                                .sometimes("authenticatorAttachment", Schema.oneOf("platform", "cross-platform"))
                                .with("requireResidentKey", Schema.flag())
                                .with("residentKey", requirement())
                                .with("userVerification", requirement())
                                .schema())
                .with(
                        "extensions",
                        Schema.object().with("credProps", Schema.flag()).schema());
    }
}
