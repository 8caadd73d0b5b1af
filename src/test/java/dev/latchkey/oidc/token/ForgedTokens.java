package dev.latchkey.oidc.token;

import dev.latchkey.platform.http.Json;
import dev.latchkey.testkit.TestIdp;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/// Tokens that look right and are not, each made from a good one.
public final class ForgedTokens {
    private ForgedTokens() {}

    /// By what is wrong with it.
    public static Map<String, String> of(TestIdp idp, String good) throws GeneralSecurityException {
        var parts = good.split("\\.");
        var header = Json.mapper().readTree(decode(parts[0]));
        var forged = new LinkedHashMap<String, String>();
        forged.put("alg none", encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
        forged.put("alg none with our kid", encode(with(header, "none")) + "." + parts[1] + "." + parts[2]);
        forged.put("HS256 with the public key", hs256(idp, header, parts[1]));
        forged.put("another key", signedByAnother(parts[0], parts[1]));
        forged.put("another algorithm", encode(with(header, "RS512")) + "." + parts[1] + "." + parts[2]);
        forged.put("changed claims", parts[0] + "." + changed(parts[1]) + "." + parts[2]);
        forged.put("truncated", good.substring(0, good.length() - 9));
        forged.put("no signature", parts[0] + "." + parts[1] + ".");
        forged.put("two parts", parts[0] + "." + parts[1]);
        forged.put("four parts", good + ".x");
        forged.put("no JSON inside", encode("x") + "." + encode("y") + "." + parts[2]);
        forged.put(
                "unknown kid",
                encode("{\"alg\":\"RS256\",\"kid\":\"x\",\"typ\":\"at+jwt\"}") + "." + parts[1] + "." + parts[2]);
        forged.put("garbage", "garbage");
        return forged;
    }

    private static String hs256(TestIdp idp, JsonNode header, String payload) throws GeneralSecurityException {
        var jwk = idp.backchannel()
                .get("/.well-known/jwks.json")
                .expect(200)
                .json()
                .path("keys")
                .path(0);
        var spec = new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"));
        var publicKey = KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded();
        var signed = encode(with(header, "HS256")) + "." + payload;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
        return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String signedByAnother(String header, String payload) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(generator.generateKeyPair().getPrivate());
        var signed = header + "." + payload;
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encode(signature.sign());
    }

    private static String changed(String payload) {
        return encode(new String(decode(payload), StandardCharsets.UTF_8).replace("\"sub\":\"", "\"sub\":\"x"));
    }

    private static String with(JsonNode header, String alg) {
        return "{\"alg\":\"" + alg + "\",\"kid\":\"" + header.path("kid").stringValue() + "\",\"typ\":\"at+jwt\"}";
    }

    private static BigInteger number(JsonNode jwk, String member) {
        return new BigInteger(1, decode(jwk.path(member).stringValue()));
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
