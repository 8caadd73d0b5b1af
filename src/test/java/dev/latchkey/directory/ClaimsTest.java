package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnBothDatabases(fresh = true)
class ClaimsTest {
    @Test
    void whatTheProtocolSaysItselfIsReserved(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin");
        for (var key : List.of("sub", "picture", "sid", "at_hash", "c_hash", "scope", "scp", "rat", "groups")) {
            ada.browser()
                    .fetch("PUT", "/api/custom-claims/user/" + ada.id(), List.of(Map.of("key", key, "value", "x")))
                    .refused(400, "reserved_claim");
        }
        ada.browser()
                .fetch("PUT", "/api/custom-claims/user/" + ada.id(), List.of(Map.of("key", "Sub", "value", "x")))
                .expect(200);
    }

    @Test
    void idsThatCannotBeAreOfNobody(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin");
        ada.browser().fetch("PUT", "/api/custom-claims/user/%20", List.of()).refused(404, "user_not_found");
        ada.browser()
                .fetch("PUT", "/api/custom-claims/user-group/%20", List.of())
                .refused(404, "not_found");
        ada.browser().fetch("GET", "/api/user-groups/%20").refused(404, "not_found");
    }

    @Test
    void aGroupsClaimsHaveToBeWholeAndDifferent(TestIdp idp) {
        var claims = "/api/custom-claims/user-group/" + idp.group("choir");
        var voice = Map.of("key", "voice", "value", "alto");
        idp.admin().calls("PUT", claims, List.of(voice)).expect(200);
        idp.admin().calls("PUT", claims, List.of(voice, voice)).refused(400, "duplicate_claim");
        idp.admin()
                .calls("PUT", claims, List.of(Map.of("key", "voice", "value", "")))
                .refused(400, "validation_failed");
        var kept = idp.admin()
                .calls("GET", claims.replace("/custom-claims/user-group/", "/user-groups/"))
                .expect(200);
        assertEquals("alto", kept.json().at("/customClaims/0/value").stringValue());
    }
}
