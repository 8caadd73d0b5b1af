package dev.latchkey.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.SampleImages;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class LogosTest {
    private static final byte[] LIGHT = SampleImages.named("a.png");
    private static final byte[] DARK = SampleImages.named("a.gif");

    @Test
    void theDarkOneFallsBackToTheLightOneButNotTheOtherWayRound(TestIdp idp) {
        var path = logo(idp);
        idp.browser().fetch("GET", path).refused(404, "image_not_found");
        var admin = idp.admin().browser();
        admin.upload("POST", path + "?light=false", "a.gif", DARK).expect(204);
        idp.browser().fetch("GET", path).refused(404, "image_not_found");
        admin.upload("POST", path, "a.png", LIGHT).expect(204);
        var light = idp.browser().get(path).expect(200);
        assertArrayEquals(LIGHT, light.body());
        idp.backchannel()
                .header("If-None-Match", light.header("ETag").orElseThrow())
                .get(path)
                .expect(304);
        assertEquals(
                "public, max-age=900, stale-while-revalidate=43200",
                light.header("Cache-Control").orElseThrow());
        assertArrayEquals(DARK, idp.browser().get(path + "?light=false").body());
        admin.fetch("DELETE", path + "?light=false").expect(204);
        assertArrayEquals(LIGHT, idp.browser().get(path + "?light=false").body());
        admin.fetch("DELETE", path + "?light=false").refused(404, "image_not_found");
        assertEquals(1, files(idp, path));
    }

    @Test
    void everyAnswerAboutAnAppNamesItsLogosWithTheirVersion(TestIdp idp) {
        var path = logo(idp);
        var admin = idp.admin().browser();
        admin.upload("POST", path, "a.png", LIGHT).expect(204);
        admin.upload("POST", path + "?light=false", "a.gif", DARK).expect(204);
        for (var about : List.of(path.replace("/logo", ""), path.replace("/logo", "/meta"))) {
            var app = admin.fetch("GET", about).expect(200);
            assertTrue(app.json().path("hasLogo").booleanValue());
            assertTrue(app.json().path("hasDarkLogo").booleanValue());
            for (var logo : List.of("logo", "darkLogo")) {
                var shown = idp.browser().get(app.member(logo)).expect(200);
                assertEquals(
                        "public, max-age=31536000, immutable",
                        shown.header("Cache-Control").orElseThrow());
            }
        }
    }

    @Test
    void thePageThatAsksForConsentShowsThem(TestIdp idp) {
        var app = idp.client("notes").create();
        var path = "/api/oidc/clients/" + app.id() + "/logo";
        idp.admin().browser().upload("POST", path, "a.png", LIGHT).expect(204);
        var alice = idp.user("alice").withPasskey().create();
        var page = alice.browser().open(app.request().address()).expect(200).text();
        assertTrue(page.contains("src=\"" + path + "?v="), page);
    }

    @Test
    void nothingInALogoMayRunAndOtherFilesAreRefused(TestIdp idp) {
        var path = logo(idp);
        var admin = idp.admin().browser();
        admin.upload("POST", path, "a.svg", SampleImages.svg("<script>alert(1)</script><rect/>"))
                .expect(204);
        assertFalse(idp.browser().get(path).expect(200).text().contains("alert"));
        var text = "hello".getBytes(StandardCharsets.UTF_8);
        admin.upload("POST", path, "a.png", text).refused(400, "invalid_image");
        admin.upload("POST", path + "?light=%ff", "a.png", LIGHT).refused(400, "invalid_encoding");
        admin.upload("POST", path, "a.txt", text).refused(415, "file_type_not_supported");
        admin.upload("POST", path, "a.png", new byte[2 * 1024 * 1024]).refused(413, "file_too_large");
    }

    @Test
    void manyUploadsAtOnceLeaveOneFileAndNoneOutlivesTheApp(TestIdp idp) {
        var path = logo(idp);
        var admin = idp.admin().browser();
        Together.run(
                8,
                i -> admin.upload("POST", path, "a.png", SampleImages.written("png", 10 + i, 10))
                        .expect(204));
        admin.upload("POST", path + "?light=false", "a.gif", DARK).expect(204);
        assertEquals(2, files(idp, path));
        admin.fetch("DELETE", path.replace("/logo", "")).expect(204);
        assertEquals(0, files(idp, path));
    }

    @Test
    void everyChangeIsInTheAuditLog(TestIdp idp) {
        var path = logo(idp);
        var admin = idp.admin().browser();
        admin.upload("POST", path, "a.png", LIGHT).expect(204);
        admin.fetch("DELETE", path).expect(204);
        for (var event : List.of("UPDATED", "REMOVED")) {
            var entries = "select count(*) from audit_log where event = 'CLIENT_LOGO_" + event + "' and client_id = '"
                    + id(path) + "'";
            assertEquals(1, idp.database().number(entries), event);
        }
    }

    @Test
    void anIdThatFitsInNoPathHasALogoToo(TestIdp idp) {
        var path = logo(idp);
        var odd = "https://app.example/metadata/" + id(path);
        idp.database().execute("update clients set id = '" + odd + "' where id = '" + id(path) + "'");
        var there = new ClientId(odd).segment();
        assertTrue(there.matches("~[A-Za-z0-9_-]+"), there);
        var address = "/api/oidc/clients/" + there + "/logo";
        idp.admin().browser().upload("POST", address, "a.png", LIGHT).expect(204);
        var app = idp.browser().get(address.replace("/logo", "/meta")).expect(200);
        assertArrayEquals(
                LIGHT, idp.browser().get(app.member("logo")).expect(200).body());
    }

    private static String logo(TestIdp idp) {
        var created = idp.admin().calls("POST", "/api/oidc/clients", Map.of("name", "Notes"));
        return "/api/oidc/clients/" + created.expect(201).member("id") + "/logo";
    }

    private static String id(String path) {
        return path.split("/")[4];
    }

    private static long files(TestIdp idp, String path) {
        try (var files = Files.walk(idp.database().directory().resolve("uploads"))) {
            return files.filter(file -> file.toString().contains(id(path))).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
