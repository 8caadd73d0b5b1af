package dev.latchkey.testkit;

/// A browser came back to the application from the server.
///
/// @param response the parameters it brought
public record SignIn(RelyingParty app, AuthorizationRequest request, Form response) {
    public String code() {
        return response.value("code").orElseThrow(() -> new AssertionError("no code: " + response.encoded()));
    }

    /// Redeems the code, whatever comes of it.
    public Answer redeemed() {
        return app.redeem(code(), request);
    }

    /// Redeems the code.
    public Tokens tokens() {
        return Tokens.of(redeemed());
    }
}
