package dev.latchkey.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// What the token endpoint gave.
///
/// @param id empty without `openid`
public record Tokens(String access, String refresh, String id, Answer answer) {
    public static Tokens of(Answer answer) {
        answer.expect(200);
        return new Tokens(
                answer.member("access_token"), answer.member("refresh_token"), answer.member("id_token"), answer);
    }

    public JsonNode idClaims() {
        return claims(id);
    }

    public JsonNode accessClaims() {
        return claims(access);
    }

    /// The payload of a JWT, its signature not looked at.
    public static JsonNode claims(String jwt) {
        return part(jwt, 1);
    }

    /// The header of a JWT.
    public static JsonNode header(String jwt) {
        return part(jwt, 0);
    }

    private static JsonNode part(String jwt, int index) {
        var bytes = Base64.getUrlDecoder().decode(jwt.split("\\.")[index]);
        return dev.latchkey.platform.http.Json.mapper().readTree(new String(bytes, StandardCharsets.UTF_8));
    }
}
