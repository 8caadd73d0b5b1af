package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScopesTest {
    @Test
    void theOrderStaysAndRepeatedOnesCountOnce() {
        assertEquals("email openid", Scopes.parse(" email  openid email ").format());
        assertTrue(Scopes.parse("").isEmpty());
    }

    @Test
    void unknownOnesAreDropped() {
        assertEquals(
                "openid groups",
                Scopes.parse("openid admin groups OPENID").supported().format());
    }

    @Test
    void coveringMeansHavingEach() {
        assertTrue(Scopes.of("openid", "email").covers(Scopes.of("email")));
        assertTrue(Scopes.of("openid").covers(Scopes.NONE));
        assertFalse(Scopes.of("openid").covers(Scopes.of("openid", "email")));
    }
}
