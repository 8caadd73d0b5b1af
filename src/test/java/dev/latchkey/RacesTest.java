package dev.latchkey;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Race;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;

/// What may be used once, used by many at the same moment: one wins, the others are told, nobody is lost.
@OnBothDatabases
class RacesTest {
    private static final int ROUNDS = 3;

    @RepeatedTest(ROUNDS)
    void aCodeHasOneWinner(TestIdp idp) {
        Race.forCode(List.of(idp));
    }

    @RepeatedTest(ROUNDS)
    void aRefreshTokenHasOneSuccessorThatStaysGood(TestIdp idp) {
        Race.forRefreshToken(List.of(idp));
    }

    @RepeatedTest(ROUNDS)
    void aLoginCodeHasOneWinnerWhoStaysIn(TestIdp idp) {
        Race.forLoginCode(List.of(idp));
    }

    @RepeatedTest(ROUNDS)
    void aDeviceCodeHasOneWinnerWhoseTokensStayGood(TestIdp idp) {
        Race.forDeviceCode(List.of(idp));
    }
}
