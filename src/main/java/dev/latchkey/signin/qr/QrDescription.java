package dev.latchkey.signin.qr;

import dev.latchkey.directory.UserView;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [QrSignIn] tells about its routes.
final class QrDescription {
    private QrDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("Sign-in from another device");
        topic.post("/api/device-login/requests", "Asks to be signed in from another device")
                .details("A cookie binds the request to this browser.")
                .answers(
                        201,
                        Schema.object()
                                .with("id", Schema.text())
                                .with("userCode", Schema.text())
                                .with("verificationUri", Schema.text())
                                .with("verificationUriComplete", Schema.text())
                                .with("expiresAt", Schema.time())
                                .with("interval", Schema.number())
                                .with(
                                        "number",
                                        Schema.number(RemoteSignIns.SMALLEST, RemoteSignIns.LARGEST)
                                                .saying("What the person compares on the other device")));
        topic.post("/api/device-login/requests/{id}/exchange", "Signs in, once it was approved")
                .details("Answers 202 at once while nobody has decided; ask again after `interval` seconds.")
                .answers(200, UserView.class)
                .answers(202)
                .refuses(401, "device_login_expired")
                .refuses(403, "device_login_denied", "user_disabled");
    }
}
