package dev.latchkey.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnBothDatabases(fresh = true)
class FooterLinksTest {
    private static final String LINKS = "[{\"text\":\"Imprint & <more>\",\"url\":\"https://example.com/imprint?a&b\"},"
            + "{\"text\":\"Help\",\"url\":\"mailto:help@example.com\"}]";

    @Test
    void thePagesThatOnePassesThroughLinkToThem(TestIdp idp) {
        idp.admin();
        assertFalse(idp.browser().get("/login").expect(200).text().contains("mailto:"));
        idp.settings(Map.of("footerLinks", LINKS));
        for (var path : List.of("/login", "/login/alternative")) {
            var page = idp.browser().get(path).expect(200).text();
            assertTrue(
                    page.contains("<a href=\"https://example.com/imprint?a&amp;b\">Imprint &amp; &lt;more&gt;</a>"),
                    page);
            assertTrue(page.contains("<a href=\"mailto:help@example.com\">Help</a>"), page);
        }
    }

    @Test
    void whatIsNoLinkIsRefused(TestIdp idp) {
        for (var links : List.of(
                "Imprint",
                "{}",
                "[\"https://example.com\"]",
                "[{\"text\":\"Imprint\"}]",
                "[{\"text\":\" \",\"url\":\"https://example.com\"}]",
                link("a".repeat(41), "https://example.com"),
                link("Imprint", "javascript:alert(1)"),
                link("Imprint", "data:text/html,hello"),
                link("Imprint", "/imprint"),
                link("Imprint", "https://"),
                link("Imprint", "https:///imprint"),
                link("Imprint", "https://example.com/a b"),
                "[" + "{\"text\":\"a\",\"url\":\"https://a.example\"},".repeat(6)
                        + "{\"text\":\"a\",\"url\":\"https://a.example\"}]")) {
            var refused = idp.admin()
                    .calls("PUT", "/api/application-configuration", SettingsTest.all(Map.of("footerLinks", links)));
            refused.refused(400, "validation_failed");
            assertEquals(
                    "footerLinks", refused.json().at("/details/fields/0/field").stringValue());
        }
    }

    @Test
    void whoDoesNotKnowThemLeavesThemAsTheyAre(TestIdp idp) {
        idp.settings(Map.of("footerLinks", LINKS));
        var others = new HashMap<>(SettingsTest.all(Map.of("appName", "Rosenhof")));
        others.remove("footerLinks");
        idp.admin().calls("PUT", "/api/application-configuration", others).expect(200);
        assertTrue(idp.browser().get("/login").expect(200).text().contains("mailto:help@example.com"));
        others.put("footerLinks", "");
        idp.admin().calls("PUT", "/api/application-configuration", others).expect(200);
        assertFalse(idp.browser().get("/login").expect(200).text().contains("mailto:"));
    }

    private static String link(String text, String url) {
        return "[{\"text\":\"" + text + "\",\"url\":\"" + url + "\"}]";
    }
}
