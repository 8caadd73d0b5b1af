package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptTest {
    @Test
    void severalMayBeAskedFor() {
        assertEquals(Optional.of(Set.of(Prompt.LOGIN, Prompt.CONSENT)), Prompt.parse("consent login"));
        assertEquals(Optional.of(Set.of(Prompt.SELECT_ACCOUNT)), Prompt.parse("select_account select_account"));
    }

    @Test
    void noneStandsAlone() { // OpenID Connect Core §3.1.2.1
        assertEquals(Optional.of(Set.of(Prompt.NONE)), Prompt.parse("none"));
        assertTrue(Prompt.parse("none login").isEmpty());
        assertTrue(Prompt.parse("create").isEmpty());
        assertTrue(Prompt.parse("None").isEmpty());
    }
}
