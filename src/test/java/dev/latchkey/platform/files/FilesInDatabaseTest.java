package dev.latchkey.platform.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.SampleImages;
import dev.latchkey.testkit.TestIdp;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// A server that keeps its files in its database.
@OnBothDatabases(settings = "FILE_BACKEND=database")
class FilesInDatabaseTest {
    @Test
    void uploadsAreRowsAndNothingIsWrittenBesideThem(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var own = "/api/users/me/profile-picture";
        var shown = "/api/users/" + alice.id() + "/profile-picture.png";
        alice.browser()
                .upload("PUT", own, "a.png", SampleImages.written("png", 9, 9))
                .expect(204);
        var picture = SampleImages.named("a.png");
        alice.browser().upload("PUT", own, "a.png", picture).expect(204);
        assertArrayEquals(picture, idp.backchannel().get(shown).expect(200).body());
        assertEquals(1, rows(idp, alice.id()));
        assertFalse(Files.exists(idp.database().directory().resolve("uploads")));
        alice.calls("DELETE", own).expect(204);
        assertEquals(0, rows(idp, alice.id()));
    }

    private static long rows(TestIdp idp, String owner) {
        return idp.database().number("select count(*) from files where path like 'profile-pictures/" + owner + "-%'");
    }
}
