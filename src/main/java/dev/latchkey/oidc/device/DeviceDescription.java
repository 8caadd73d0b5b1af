package dev.latchkey.oidc.device;

import dev.latchkey.clients.ClientMetaView;
import dev.latchkey.platform.openapi.Operation;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [DeviceAuthorization] tells about its routes.
final class DeviceDescription {
    private DeviceDescription() {}

    static void write(Operations operations) {
        operations
                .about("OAuth")
                .post("/api/oidc/device/authorize", "Gives a device a code for a person to approve (RFC 8628)")
                .takesForm(Schema.object()
                        .sometimes("scope", Schema.text())
                        .sometimes("client_id", Schema.text())
                        .sometimes("client_secret", Schema.text()))
                .answers(
                        200,
                        Schema.object()
                                .with("device_code", Schema.text())
                                .with("user_code", Schema.text())
                                .with("verification_uri", Schema.text())
                                .with("verification_uri_complete", Schema.text())
                                .with("expires_in", Schema.number())
                                .with("interval", Schema.number()))
                .refuses(400, "invalid_target")
                .refuses(401, "invalid_client");
        var topic = operations.about("Device approval");
        code(topic.get("/api/oidc/device/info", "Which device waits behind a code"))
                .answers(
                        200,
                        Schema.object()
                                .with("scope", Schema.list(Schema.text()))
                                .with("scopeInfo", Schema.list(Schema.any()))
                                .with("authorizationRequired", Schema.flag())
                                .with("reauthenticationRequired", Schema.flag())
                                .with("client", Schema.of(ClientMetaView.class)));
        code(topic.post("/api/oidc/device/verify", "Lets the device in"))
                .answers(204)
                .refuses(401, "reauthentication_required")
                .refuses(403, "oidc_access_denied");
        code(topic.post("/api/oidc/device/deny", "Turns the device away")).answers(204);
        var remote = operations.about("Sign-in from another device");
        remote.post("/api/device-login/verification", "Which browser waits behind a code")
                .takes(Schema.object().with("code", Schema.text()))
                .answers(200, RemoteApprovals.View.class)
                .refuses(400, "validation_failed")
                .refuses(401, RemoteApprovals.OVER);
        remote.post("/api/device-login/verification/decision", "Signs the waiting browser in, or turns it away")
                .details(
                        "To approve takes a passkey proof that is at most a minute old. A wrong number ends the request.")
                .takes(Schema.object()
                        .with("code", Schema.text())
                        .with("decision", Schema.oneOf("approve", "deny"))
                        .maybe(
                                "number",
                                Schema.number().saying("What the waiting browser shows, if the person was asked")))
                .answers(204)
                .refuses(400, "validation_failed")
                .refuses(401, RemoteApprovals.OVER, "reauthentication_required")
                .refuses(403, RemoteApprovals.WRONG_NUMBER);
    }

    private static Operation code(Operation operation) {
        return operation
                .query("code", Schema.text(), "What the device shows")
                .refuses(400, "validation_failed", "oidc_invalid_device_code", "oidc_device_code_expired");
    }
}
