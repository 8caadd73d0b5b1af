package dev.latchkey.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnBothDatabases(fresh = true)
class BrandingTest {
    @Test
    void everyAccentIsLegibleInBothThemes() {
        for (double lightness = 0; lightness <= 1; lightness += 0.05) {
            for (int hue = 0; hue < 360; hue += 15) {
                var accent = new Colour(lightness, 0.3, hue);
                var light = Branding.onLight(accent);
                var dark = Branding.onDark(accent);
                assertTrue(light.contrast(new Colour(0.953, 0.005, 85)) >= Branding.ENOUGH, accent.toString());
                assertTrue(light.contrast(Branding.textOn(light, true)) >= Branding.ENOUGH, accent.toString());
                assertTrue(dark.contrast(new Colour(0.285, 0.008, 85)) >= Branding.ENOUGH, accent.toString());
                assertTrue(dark.contrast(Branding.textOn(dark, false)) >= Branding.ENOUGH, accent.toString());
                assertEquals(hue, light.hue());
            }
        }
    }

    @Test
    void coloursAreReadAsStyleSheetsReadThem() {
        var white = Colour.parse("#fff").orElseThrow();
        assertEquals(1, white.lightness(), 0.001);
        assertEquals(21, white.contrast(Colour.parse("rgb(0, 0, 0)").orElseThrow()), 0.01);
        // CSS Color 4 §9.4: oklch(62.8% 0.2577 29.23) is red.
        var red = Colour.parse("#FF0000").orElseThrow();
        assertEquals(0.628, red.lightness(), 0.001);
        assertEquals(0.2577, red.chroma(), 0.001);
        assertEquals(29.23, red.hue(), 0.1);
        assertEquals(Colour.parse("oklch(0.6 0.15 180)"), Colour.parse("OKLCH( 60% .15 180deg )"));
        for (var bad : List.of("red", "", "#12", "rgb(256 0 0)", "oklch(2 0 0)", "#fff}body{display:none", "url(x)")) {
            assertTrue(Colour.parse(bad).isEmpty(), bad);
        }
    }

    @Test
    void pagesCarryTheSheetOnlyIfSomethingDiffers(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin").browser();
        assertFalse(idp.browser().get("/login").text().contains("branding.css"));
        assertFalse(ada.get("/settings/account").text().contains("branding.css"));
        var wanted = SettingsTest.all(Map.of("accentColor", "oklch(0.63 0.2 15)", "disableAnimations", "true"));
        ada.fetch("PUT", "/api/application-configuration", wanted).expect(200);
        var page = idp.browser().get("/login").text();
        var address = page.substring(page.indexOf("/branding.css"), page.indexOf('"', page.indexOf("/branding.css")));
        assertTrue(ada.get("/settings/account").text().contains(address));
        var sheet = idp.browser().get(address).expect(200);
        assertTrue(sheet.text().contains("--accent:light-dark(oklch("), sheet.text());
        assertTrue(sheet.text().contains("animation:none"), sheet.text());
        assertEquals(
                "public, max-age=31536000, immutable",
                sheet.header("Cache-Control").orElseThrow());
        var old = idp.browser().get("/branding.css?v=0000").expect(200);
        assertEquals("private, no-store", old.header("Cache-Control").orElseThrow());
    }

    @Test
    void aSheetCanBeLookedAtBeforeItIsSaved(TestIdp idp) {
        var sheet = idp.browser().get("/branding.css?accent=%23336699").expect(200);
        assertTrue(sheet.text().startsWith(":root:root{--accent:"), sheet.text());
        assertEquals("private, no-store", sheet.header("Cache-Control").orElseThrow());
        assertEquals(
                "",
                idp.browser().get("/branding.css?accent=%7D%7Bx").expect(200).text());
        assertEquals("", idp.browser().get("/branding.css").expect(200).text());
    }
}
