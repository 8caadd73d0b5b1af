package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Limits with production values: they stop floods and guessing, not a full office on a Monday morning.
@OnBothDatabases
class ManyPeopleTest {
    private static final String OFFICE = "203.0.113.50";

    @Test
    void twoHundredPeopleBehindOneAddressSignInWithinAMinute(TestIdp idp) {
        var people = new ArrayList<Person>();
        for (int i = 0; i < 200; i++) {
            people.add(idp.user("person" + i).withPasskey().create());
            idp.clock().advance(Duration.ofMillis(50));
        }
        for (var person : people) {
            person.signsIn(idp.browser(OFFICE));
            idp.clock().advance(Duration.ofMillis(300));
        }
    }

    @Test
    void whoFailsAgainAndAgainIsSlowedDownAndTheOfficeIsNot(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var guesser = idp.browser("198.51.100.66");
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            var options = guesser.fetch("GET", "/api/webauthn/login/start")
                    .expect(200)
                    .text();
            var status = guesser.fetch(
                            "POST",
                            "/api/webauthn/login/finish",
                            alice.authenticator().get(options, lie -> lie.alteredSignature()))
                    .status();
            refused += status == 429 ? 1 : 0;
        }
        assertTrue(refused > 0, "forty failures in a row are no typing mistakes");
        alice.signsIn(idp.browser(OFFICE));
    }
}
