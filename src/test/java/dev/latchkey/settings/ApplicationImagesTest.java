package dev.latchkey.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.SampleImages;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnBothDatabases(fresh = true)
class ApplicationImagesTest {
    private static final String LOGO = "/api/application-images/logo";
    private static final String BACKGROUND = "/api/application-images/background";
    private static final String FAVICON = "/api/application-images/favicon";

    @Test
    void anUploadReplacesThePictureAndLeavesNoFileBehind(TestIdp idp) throws IOException {
        var admin = idp.admin().browser();
        admin.upload("PUT", LOGO, "a.png", SampleImages.named("a.png")).expect(204);
        var first = idp.browser().get(LOGO).expect(200);
        assertArrayEquals(SampleImages.named("a.png"), first.body());
        admin.upload("PUT", LOGO, "b.svg", SampleImages.named("b.svg")).expect(204);
        var second = idp.browser().get(LOGO).expect(200);
        assertEquals("image/svg+xml", second.header("Content-Type").orElseThrow());
        assertFalse(first.header("ETag").equals(second.header("ETag")));
        try (var files = Files.walk(idp.database().directory().resolve("uploads"))) {
            assertEquals(1, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void anAddressWithTheVersionLastsAndWhatIsKnownIsNotSentAgain(TestIdp idp) {
        idp.admin()
                .browser()
                .upload("PUT", LOGO, "a.png", SampleImages.named("a.png"))
                .expect(204);
        var tag = idp.browser().get(LOGO).expect(200).header("ETag").orElseThrow();
        var version = tag.replace("\"", "");
        var lasting = idp.browser().get(LOGO + "?v=" + version).expect(200);
        assertEquals(
                "public, max-age=31536000, immutable",
                lasting.header("Cache-Control").orElseThrow());
        var former = idp.browser().get(LOGO + "?v=0").expect(200);
        assertEquals(
                "public, max-age=900, stale-while-revalidate=86400",
                former.header("Cache-Control").orElseThrow());
        var known = idp.backchannel().header("If-None-Match", tag).get(LOGO).expect(304);
        assertEquals(0, known.body().length);
    }

    @Test
    void nothingInAPictureMayRun(TestIdp idp) {
        idp.admin()
                .browser()
                .upload("PUT", LOGO, "a.svg", SampleImages.svg("<script>alert(1)</script><rect/>"))
                .expect(204);
        var answer = idp.browser().get(LOGO).expect(200);
        assertFalse(answer.text().contains("alert"));
        assertTrue(answer.header("Content-Security-Policy").orElseThrow().contains("sandbox"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options").orElseThrow());
    }

    @Test
    void thePagesWearWhatWasUploaded(TestIdp idp) {
        var admin = idp.admin().browser();
        assertFalse(idp.browser().get("/login").expect(200).text().contains("/branding.css"));
        admin.upload("PUT", LOGO, "a.png", SampleImages.named("a.png")).expect(204);
        admin.upload("PUT", LOGO + "?light=false", "a.png", SampleImages.named("a.png"))
                .expect(204);
        admin.upload("PUT", BACKGROUND, "a.webp", SampleImages.named("a.webp")).expect(204);
        admin.upload("PUT", FAVICON, "a.svg", SampleImages.named("a.svg")).expect(204);
        var page = idp.browser().get("/login").expect(200).text();
        var sheet = page.replaceAll("(?s).*href=\"(/branding.css[^\"]*)\".*", "$1");
        var css = idp.browser().get(sheet).expect(200).text();
        for (var name : List.of("logo?v=", "logo?light=false&v=", "background?v=")) {
            assertTrue(css.contains("/api/application-images/" + name), css);
        }
        var icon =
                page.replaceAll("(?s).*rel=\"icon\" href=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
        var favicon = idp.browser().get(icon).expect(200);
        assertEquals("image/svg+xml", favicon.header("Content-Type").orElseThrow());
        assertTrue(favicon.header("Cache-Control").orElseThrow().contains("immutable"), icon);
        assertArrayEquals(
                favicon.body(), idp.browser().get("/favicon.ico").expect(200).body());
    }

    @Test
    void mailsShowTheirLogo(TestIdp idp) {
        var logo = SampleImages.named("a.png");
        try (var server = MailServer.plain()) {
            idp.mailsThrough(server, Map.of());
            idp.admin()
                    .calls("POST", "/api/application-configuration/test-email")
                    .expect(204);
            assertArrayEquals(idp.browser().get("/api/application-images/email").body(), shownBy(idp, server.next()));
            idp.admin()
                    .browser()
                    .upload("PUT", "/api/application-images/email", "a.png", logo)
                    .expect(204);
            idp.admin()
                    .calls("POST", "/api/application-configuration/test-email")
                    .expect(204);
            assertArrayEquals(logo, shownBy(idp, server.next()));
        }
    }

    /// The picture in a mail, fetched as a mail program does.
    private static byte[] shownBy(TestIdp idp, MailServer.Mail mail) {
        var address = mail.html().replaceAll("(?s).*<img src=\"([^\"]*)\".*", "$1");
        assertTrue(address.startsWith(idp.issuer() + "/api/application-images/email?v="), address);
        var answer =
                idp.backchannel().get(address.substring(idp.issuer().length())).expect(200);
        assertTrue(answer.header("Cache-Control").orElseThrow().contains("immutable"), address);
        return answer.body();
    }

    @Test
    void theOriginalCanBePutBack(TestIdp idp) {
        var admin = idp.admin().browser();
        for (var image : List.of("email", "background", "favicon", "icon")) {
            var address = "/api/application-images/" + image;
            var original = idp.browser().get(address).expect(200);
            admin.upload("PUT", address, "a.png", SampleImages.written("png", 512, 512))
                    .expect(204);
            assertFalse(
                    Arrays.equals(original.body(), idp.browser().get(address).body()));
            admin.fetch("POST", address + "/restore").expect(204);
            assertArrayEquals(
                    original.body(), idp.browser().get(address).expect(200).body());
        }
        admin.fetch("DELETE", BACKGROUND).expect(204);
        idp.browser().fetch("GET", BACKGROUND).refused(404, "image_not_found");
        admin.fetch("POST", BACKGROUND + "/restore").expect(204);
        idp.browser().get(BACKGROUND).expect(200);
    }

    @Test
    void homeScreensShowTheNameAndTheIcon(TestIdp idp) {
        idp.admin();
        var page = idp.browser().get("/login").expect(200).text();
        assertTrue(page.contains("<link rel=\"manifest\" href=\"/app.webmanifest\">"), page);
        var settings =
                idp.admin().browser().get("/settings/account").expect(200).text();
        assertTrue(settings.contains("href=\"/app.webmanifest\""), settings);
        var icon = SampleImages.written("png", 512, 512);
        idp.admin()
                .browser()
                .upload("PUT", "/api/application-images/icon", "a.png", icon)
                .expect(204);
        idp.settings(Map.of("appName", "Rosenhof"));
        var manifest = idp.browser().get("/app.webmanifest").expect(200);
        assertEquals(
                "application/manifest+json", manifest.header("Content-Type").orElseThrow());
        assertEquals("Rosenhof", manifest.member("name"));
        var shown = manifest.json().at("/icons/0");
        assertEquals("512x512", shown.path("sizes").stringValue());
        assertArrayEquals(
                icon,
                idp.browser().get(shown.path("src").stringValue()).expect(200).body());
    }

    @Test
    void anIconHasTheSizeThatTheManifestTells(TestIdp idp) {
        var admin = idp.admin().browser();
        for (var other : List.of(
                SampleImages.written("png", 512, 511),
                SampleImages.written("png", 64, 64),
                SampleImages.written("jpg", 512, 512),
                SampleImages.named("a.svg"))) {
            admin.upload("PUT", "/api/application-images/icon", "a.png", other).refused(415, "file_type_not_supported");
        }
    }

    @Test
    void anUploadThatIsCutOffChangesNothing(TestIdp idp) {
        var admin = idp.admin().browser();
        admin.upload("PUT", LOGO, "a.png", SampleImages.named("a.png")).expect(204);
        var begin = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8);
        var cut = Arrays.copyOf(begin, begin.length + 30);
        admin.fetch("PUT", LOGO, "multipart/form-data; boundary=edge", cut).refused(400, "invalid_request_body");
        var half = Arrays.copyOf(SampleImages.named("a.png"), 40);
        admin.upload("PUT", LOGO, "a.png", half).refused(400, "invalid_image");
        assertArrayEquals(
                SampleImages.named("a.png"), idp.browser().get(LOGO).expect(200).body());
    }

    @Test
    void theContentDecidesWhichFormatItIs(TestIdp idp) {
        var admin = idp.admin().browser();
        admin.upload("PUT", BACKGROUND, "a.webp", SampleImages.named("a.png")).expect(204);
        assertEquals(
                "image/png",
                idp.browser().get(BACKGROUND).header("Content-Type").orElseThrow());
        admin.upload("PUT", FAVICON, "a.png", SampleImages.named("a.jpg")).refused(415, "file_type_not_supported");
        admin.upload("PUT", "/api/application-images/email", "a.png", SampleImages.named("a.svg"))
                .refused(415, "file_type_not_supported");
        admin.upload("PUT", BACKGROUND, "a.png", new byte[5 * 1024 * 1024]).refused(413, "file_too_large");
    }

    @Test
    void everyChangeIsInTheAuditLog(TestIdp idp) {
        var admin = idp.admin().browser();
        admin.upload("PUT", LOGO, "a.png", SampleImages.named("a.png")).expect(204);
        admin.fetch("DELETE", LOGO).expect(204);
        admin.fetch("POST", BACKGROUND + "/restore").expect(204);
        for (var event : List.of("UPDATED", "REMOVED", "RESTORED")) {
            assertEquals(
                    1,
                    idp.database()
                            .number("select count(*) from audit_log where event = 'APPLICATION_IMAGE_" + event + "'"));
        }
    }

    @Test
    void manyWhoReplaceItAtOnceLeaveOneWholePicture(TestIdp idp) throws IOException {
        var admin = idp.admin().browser();
        Together.run(
                8,
                i -> admin.upload("PUT", LOGO, "a.png", SampleImages.written("png", 10 + i, 10))
                        .expect(204));
        assertTrue(idp.browser().get(LOGO).expect(200).body().length > 0);
        try (var files = Files.walk(idp.database().directory().resolve("uploads"))) {
            assertEquals(1, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void everyAddressRefusesWhatIsNoPictureForIt(TestIdp idp) {
        var admin = idp.admin().browser();
        var half = Arrays.copyOf(SampleImages.named("a.png"), 40);
        for (var image : List.of("logo", "email", "background", "favicon", "icon", "default-profile-picture")) {
            var path = "/api/application-images/" + image;
            admin.upload("PUT", path, "a.png", half).refused(400, "invalid_image");
            admin.upload("PUT", path, "a.txt", half).refused(415, "file_type_not_supported");
            admin.upload("PUT", path, "a.png", new byte[5 * 1024 * 1024]).refused(413, "file_too_large");
        }
        admin.upload("PUT", LOGO + "?light=%ff", "a.png", SampleImages.named("a.png"))
                .refused(400, "invalid_encoding");
    }

    @Test
    void noPictureIsSentToWhoHasIt(TestIdp idp) {
        var admin = idp.admin();
        var program = idp.backchannel().apiKey(admin.makesApiKey(Map.of()));
        for (var image : List.of("email", "background", "favicon", "icon", "default-profile-picture")) {
            var path = "/api/application-images/" + image;
            admin.browser()
                    .upload("PUT", path, "a.png", SampleImages.written("png", 512, 512))
                    .expect(204);
            var tag = program.get(path).expect(200).header("ETag").orElseThrow();
            program.header("If-None-Match", tag).get(path).expect(304);
            program.get(path + "?v=%ff").refused(400, "invalid_encoding");
        }
    }
}
