package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.SampleImages;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class ProfilePicturesTest {
    @Test
    void anybodyMayFetchIt(TestIdp idp) throws IOException {
        var kim = idp.user("kim").create();
        var address = "/api/users/" + kim.id() + "/profile-picture.png";
        var answer = idp.backchannel().get(address).expect(200);
        assertEquals("image/png", answer.header("Content-Type").orElseThrow());
        assertEquals(
                "public, max-age=900, stale-while-revalidate=3600",
                answer.header("Cache-Control").orElseThrow());
        var picture = decoded(answer.body());
        assertEquals(256, picture.getWidth());
        assertEquals(256, picture.getHeight());
        var tag = answer.header("ETag").orElseThrow();
        assertEquals(
                0,
                idp.backchannel()
                        .header("If-None-Match", tag)
                        .get(address)
                        .expect(304)
                        .body()
                        .length);
        var uncached = idp.backchannel().get(address + "?skipCache").expect(200);
        assertEquals("private, no-store", uncached.header("Cache-Control").orElseThrow());
    }

    @Test
    void itDoesNotTellWhoExists(TestIdp idp) throws IOException {
        var nameless = idp.user("nobody").create();
        idp.database()
                .execute("update users set username = '.-', first_name = '', last_name = '' where id = '"
                        + nameless.id() + "'");
        var somebody = idp.backchannel().get("/api/users/" + nameless.id() + "/profile-picture.png");
        var nobody = idp.backchannel().get("/api/users/" + UUID.randomUUID() + "/profile-picture.png");
        assertArrayEquals(
                shape(decoded(nobody.expect(200).body())),
                shape(decoded(somebody.expect(200).body())));
        assertEquals(somebody.headers("Cache-Control"), nobody.headers("Cache-Control"));
    }

    private static final byte[] PHOTO = SampleImages.named("a.gif");

    @Test
    void whatWasUploadedIsShownUntilItIsRemoved(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var address = "/api/users/" + alice.id() + "/profile-picture.png";
        var initials = idp.backchannel().get(address).expect(200).body();
        alice.browser()
                .upload("PUT", "/api/users/me/profile-picture", "me", PHOTO)
                .expect(204);
        var shown = idp.backchannel().get(address).expect(200);
        assertArrayEquals(PHOTO, shown.body());
        assertEquals("image/gif", shown.header("Content-Type").orElseThrow());
        assertTrue(shown.header("Content-Security-Policy").orElseThrow().contains("sandbox"));
        var lasting = idp.backchannel()
                .get(alice.calls("GET", "/api/users/me").member("pictureUrl"))
                .expect(200);
        assertEquals(
                "public, max-age=31536000, immutable",
                lasting.header("Cache-Control").orElseThrow());
        alice.calls("DELETE", "/api/users/me/profile-picture").expect(204);
        assertArrayEquals(initials, idp.backchannel().get(address).expect(200).body());
        assertEquals("", alice.calls("GET", "/api/users/me").member("pictureUrl"));
        assertEquals(0, files(idp, alice));
    }

    @Test
    void administratorsChangeAnybodysAndEachChangeIsInTheAuditLog(TestIdp idp) {
        var alice = idp.user("alice").create();
        var address = "/api/users/" + alice.id() + "/profile-picture";
        var admin = idp.admin();
        var before = admin.calls("GET", "/api/users/" + alice.id()).json();
        admin.browser().upload("PUT", address, "a.png", PHOTO).expect(204);
        admin.calls("DELETE", address).expect(204);
        admin.calls("DELETE", address).expect(204);
        assertEquals(before, admin.calls("GET", "/api/users/" + alice.id()).json());
        for (var event : List.of("UPDATED", "REMOVED")) {
            var entries = "select count(*) from audit_log where event = 'USER_PICTURE_" + event + "' and user_id = '"
                    + alice.id() + "' and actor_id = '" + admin.id() + "'";
            assertEquals(1, idp.database().number(entries), event);
        }
    }

    @Test
    void aKeyWithScopesLeavesAdministratorsAlone(TestIdp idp) {
        var admin = idp.admin();
        var program = idp.backchannel().apiKey(admin.makesApiKey(Map.of("scopes", List.of("users:write"))));
        program.send("DELETE", "/api/users/" + admin.id() + "/profile-picture").refused(403, "api_key_scope_missing");
        program.send("DELETE", "/api/users/" + idp.user("alice").create().id() + "/profile-picture")
                .expect(204);
        program.send("DELETE", "/api/users/me/profile-picture").refused(403, "api_key_scope_missing");
    }

    @Test
    void onlyWholePicturesOfUsualFormatsAreTaken(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create().browser();
        var own = "/api/users/me/profile-picture";
        for (var name : List.of("a.jpg", "a.png", "a.gif", "a.webp")) {
            alice.upload("PUT", own, "whatever", SampleImages.named(name)).expect(204);
        }
        for (var name : List.of("a.svg", "a.ico", "a.bmp")) {
            alice.upload("PUT", own, "a.png", SampleImages.named(name)).refused(400, "invalid_image");
        }
        alice.upload("PUT", own, "a.jpg", Arrays.copyOf(PHOTO, PHOTO.length / 2))
                .refused(400, "invalid_image");
        var large = new byte[5 * 1024 * 1024];
        alice.upload("PUT", own, "a.png", large).refused(413, "file_too_large");
        var kim = "/api/users/" + idp.user("kim").create().id() + "/profile-picture";
        idp.admin().browser().upload("PUT", kim, "a.png", large).refused(413, "file_too_large");
        idp.backchannel().get(kim + ".png?v=%ff").refused(400, "invalid_encoding");
    }

    @Test
    void whoHasNoneHasTheOneForEverybody(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.browser()
                .upload("PUT", "/api/users/me/profile-picture", "me", PHOTO)
                .expect(204);
        var forEverybody = SampleImages.named("a.svg");
        var address = "/api/application-images/default-profile-picture";
        idp.admin().browser().upload("PUT", address, "a.svg", forEverybody).expect(204);
        var stored = idp.admin().calls("GET", address).expect(200).body();
        for (var id : List.of(idp.user("bob").create().id(), UUID.randomUUID().toString())) {
            var shown = idp.backchannel()
                    .get("/api/users/" + id + "/profile-picture.png")
                    .expect(200);
            assertArrayEquals(stored, shown.body());
            assertEquals("image/svg+xml", shown.header("Content-Type").orElseThrow());
        }
        var own = idp.backchannel().get("/api/users/" + alice.id() + "/profile-picture.png");
        assertArrayEquals(PHOTO, own.body());
        var page = alice.browser().get("/settings/account").expect(200).text();
        assertTrue(page.contains(UserId.NOBODY.picture() + "?v="), page);
        idp.admin().calls("DELETE", address).expect(204);
    }

    @Test
    void manyUploadsAtOnceLeaveOneFileAndNoneOutlivesTheAccount(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = alice.browser();
        Together.run(
                8,
                i -> browser.upload(
                                "PUT",
                                "/api/users/me/profile-picture",
                                "a.png",
                                SampleImages.written("png", 10 + i, 10))
                        .expect(204));
        assertEquals(1, files(idp, alice));
        idp.admin().calls("DELETE", "/api/users/" + alice.id()).expect(204);
        assertEquals(0, files(idp, alice));
    }

    /// How many files there are of somebody's picture.
    private static long files(TestIdp idp, Person person) {
        try (var files = Files.walk(idp.database().directory().resolve("uploads"))) {
            return files.filter(file -> file.toString().contains(person.id())).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theIdMustBeAUuid(TestIdp idp) {
        for (var id : new String[] {"nope", "me", "%20", "urn:uuid:" + UUID.randomUUID()}) {
            var answer = idp.backchannel().get("/api/users/" + id + "/profile-picture.png");
            answer.refused(400, "validation_failed");
        }
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /// Which pixels are fully under the pen.
    private static int[] shape(BufferedImage picture) {
        return Arrays.stream(picture.getRaster().getSamples(0, 0, 256, 256, 0, (int[]) null))
                .map(shade -> shade == 15 ? 1 : 0)
                .toArray();
    }
}
