package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What anybody may fetch beside the pages, and which version this is.
@OnBothDatabases
class PublicFilesTest {
    @Test
    void searchEnginesAreAskedToStayAway(TestIdp idp) {
        var robots = idp.browser().get("/robots.txt").expect(200);
        assertEquals("text/plain; charset=utf-8", robots.header("Content-Type").orElse(""));
        assertTrue(robots.text().startsWith("User-agent: *\nDisallow: /\n"), robots.toString());
    }

    @Test
    void thePagesCanBeInstalledUnderTheNameOfTheInstallation(TestIdp idp) {
        idp.settings(Map.of("appName", "Example ID"));
        var manifest = idp.browser().get("/app.webmanifest").expect(200);
        assertEquals(
                "application/manifest+json", manifest.header("Content-Type").orElse(""));
        assertEquals("Example ID", manifest.member("name"));
        assertEquals("minimal-ui", manifest.member("display"));
        var start = manifest.member("start_url");
        assertEquals(302, idp.browser().get(start).status());
        var icon = manifest.json().path("icons").get(0).path("src").stringValue();
        idp.browser().get(icon).expect(200);
        var link = "<link rel=\"manifest\" href=\"/app.webmanifest\">";
        assertTrue(idp.browser().get("/login").expect(200).text().contains(link));
        assertTrue(idp.admin()
                .browser()
                .get("/settings/account")
                .expect(200)
                .text()
                .contains(link));
    }

    @Test
    void whichVersionThisIsIsToldToWhoIsSignedIn(TestIdp idp) {
        assertEquals(
                Release.version(),
                idp.admin().calls("GET", "/api/version/current").expect(200).member("currentVersion"));
        idp.backchannel().get("/api/version/current").refused(401, "not_signed_in");
    }

    @Test
    void nobodyIsAskedWhichVersionIsTheNewest(TestIdp idp) {
        var latest = idp.backchannel().get("/api/version/latest").expect(200);
        assertEquals("{\"latestVersion\":\"\"}", latest.text());
        assertEquals(
                "public, max-age=300, stale-while-revalidate=900",
                latest.header("Cache-Control").orElse(""));
        var fresh = idp.backchannel().get("/api/version/latest?skipCache").expect(200);
        assertEquals("private, no-store", fresh.header("Cache-Control").orElse(""));
    }
}
