package dev.latchkey.signin.passkeys;

import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.JsonBody;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A browser's answer to a ceremony, in the JSON form of WebAuthn Level 3 §5.1 with every part decoded, and nothing of
/// it verified.
sealed interface Answer {
    /// In base64url.
    String credentialId();

    /// What the client data name, in base64url.
    String challenge();

    /// `RegistrationResponseJSON`.
    record Attestation(
            String credentialId, String challenge, byte[] clientData, byte[] attestationObject, List<String> transports)
            implements Answer {}

    /// `AuthenticationResponseJSON`.
    ///
    /// @param userHandle empty if the authenticator sent none
    record Assertion(
            String credentialId,
            String challenge,
            byte[] clientData,
            byte[] authenticatorData,
            byte[] signature,
            byte[] userHandle)
            implements Answer {}

    /// @throws RefusalException `invalid_webauthn_response` if it cannot be read
    static Attestation attestation(Call call) {
        return attestation(body(call));
    }

    /// The same, of a body that was read.
    static Attestation attestation(JsonBody body) {
        try {
            var response = response(body);
            var clientData = bytes(response, "clientDataJSON");
            return new Attestation(
                    credentialId(body),
                    challenge(clientData),
                    clientData,
                    bytes(response, "attestationObject"),
                    Reading.transports(response));
        } catch (IllegalArgumentException | RefusalException e) {
            throw PasskeyRefusals.badResponse().asException();
        }
    }

    /// @throws RefusalException `invalid_webauthn_response` if it cannot be read
    static Assertion assertion(Call call) {
        var body = body(call);
        try {
            var response = response(body);
            var clientData = bytes(response, "clientDataJSON");
            return new Assertion(
                    credentialId(body),
                    challenge(clientData),
                    clientData,
                    bytes(response, "authenticatorData"),
                    bytes(response, "signature"),
                    response.optionalText("userHandle").map(Reading::decode).orElse(new byte[0]));
        } catch (IllegalArgumentException | RefusalException e) {
            throw PasskeyRefusals.badResponse().asException();
        }
    }

    /// Browsers say that it is JSON; programs that use this API do not always.
    private static JsonBody body(Call call) {
        var bytes = call.body();
        try {
            return JsonBody.parse(bytes);
        } catch (RefusalException e) {
            throw PasskeyRefusals.badResponse().asException();
        }
    }

    private static JsonBody response(JsonBody body) {
        return body.object("response").orElseThrow(IllegalArgumentException::new);
    }

    private static byte[] bytes(JsonBody response, String member) {
        return Reading.decode(response.optionalText(member).orElseThrow(IllegalArgumentException::new));
    }

    private static String credentialId(JsonBody body) {
        var id = body.text("id");
        boolean whole = body.text("type").equals("public-key")
                && body.optionalText("rawId").map(id::equals).orElse(true)
                && Reading.decode(id).length > 0;
        if (!whole) {
            throw new IllegalArgumentException();
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Reading.decode(id));
    }

    private static String challenge(byte[] clientData) {
        return JsonBody.parse(clientData).text("challenge");
    }

    /// How the parts are decoded.
    final class Reading {
        private static final Pattern TRANSPORT = Pattern.compile("[a-z][a-z-]{1,31}");
        private static final int MOST_TRANSPORTS = 8;

        private Reading() {}

        private static byte[] decode(String text) {
            return Base64.getUrlDecoder().decode(text);
        }

        private static List<String> transports(JsonBody response) {
            return response.texts("transports").orElse(List.of()).stream()
                    .filter(transport -> TRANSPORT.matcher(transport).matches())
                    .distinct()
                    .limit(MOST_TRANSPORTS)
                    .toList();
        }
    }
}
