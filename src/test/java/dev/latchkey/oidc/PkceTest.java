package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PkceTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    @Test
    void theVerifierOfTheStandardAnswersItsChallenge() { // RFC 7636 Appendix B
        assertEquals(Optional.of(new Pkce("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")), Pkce.ofVerifier(VERIFIER));
    }

    @Test
    void verifiersAre43To128UnreservedCharacters() { // RFC 7636 §4.1
        assertTrue(Pkce.ofVerifier("a".repeat(42)).isEmpty());
        assertTrue(Pkce.ofVerifier("a".repeat(43)).isPresent());
        assertTrue(Pkce.ofVerifier("a".repeat(128)).isPresent());
        assertTrue(Pkce.ofVerifier("a".repeat(129)).isEmpty());
        assertTrue(Pkce.ofVerifier(VERIFIER.replace('-', '+')).isEmpty());
        assertTrue(Pkce.ofVerifier(VERIFIER + "\n").isEmpty());
    }

    @Test
    void aChallengeHasTheLengthOfASha256() {
        assertTrue(Pkce.parse("a".repeat(42)).isEmpty());
        assertTrue(Pkce.parse("a".repeat(43)).isPresent());
        assertTrue(Pkce.parse("a".repeat(43) + "=").isEmpty());
    }
}
