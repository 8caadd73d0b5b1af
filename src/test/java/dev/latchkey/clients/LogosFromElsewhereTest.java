package dev.latchkey.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.SampleImages;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Website;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class LogosFromElsewhereTest {
    private static final byte[] LIGHT = SampleImages.named("a.png");
    private static final byte[] DARK = SampleImages.named("a.gif");
    private static final String SITE = "http://logos.example";

    private final Website website = Website.plain();

    @BeforeEach
    void thereIsAWebsite(TestIdp idp) {
        idp.internet().name("logos.example", "93.184.215.14");
        idp.internet().host("93.184.215.14", website.port());
        website.serve("/light.png", LIGHT);
        website.serve("/dark", DARK);
    }

    @AfterEach
    void close() {
        website.close();
    }

    @Test
    void anAppIsMadeWithLogosThatAreFetchedAndKept(TestIdp idp) {
        var made = create(idp, Map.of("logoUrl", SITE + "/light.png", "darkLogoUrl", SITE + "/dark"));
        var app = made.expect(201).json();
        assertEquals(true, app.path("hasLogo").booleanValue());
        assertEquals(true, app.path("hasDarkLogo").booleanValue());
        website.close();
        assertArrayEquals(
                LIGHT, idp.browser().get(made.member("logo")).expect(200).body());
        assertArrayEquals(
                DARK, idp.browser().get(made.member("darkLogo")).expect(200).body());
        assertEquals(2, entries(idp, made.member("id")));
    }

    @Test
    void anAppThatIsChangedKeepsTheLogoThatNoAddressIsGivenFor(TestIdp idp) {
        var id = create(idp, Map.of("logoUrl", SITE + "/light.png")).expect(201).member("id");
        update(idp, id, Map.of("darkLogoUrl", SITE + "/dark")).expect(200);
        var changed = update(idp, id, Map.of("description", "Writing")).expect(200);
        assertArrayEquals(LIGHT, idp.browser().get(changed.member("logo")).body());
        assertArrayEquals(DARK, idp.browser().get(changed.member("darkLogo")).body());
        update(idp, id, Map.of("logoUrl", SITE + "/dark")).expect(200);
        assertArrayEquals(
                DARK, idp.browser().get("/api/oidc/clients/" + id + "/logo").body());
        assertEquals(3, entries(idp, id));
    }

    @Test
    void aLogoThatCannotBeHadLeavesEverythingAsItWas(TestIdp idp) {
        website.serve("/page", "<html>hello</html>".getBytes(StandardCharsets.UTF_8));
        website.serve("/text", "hello".getBytes(StandardCharsets.UTF_8));
        website.serve("/large", new byte[LogoFetch.MOST_BYTES + 1]);
        website.redirect("/inside", "http://169.254.169.254/latest/meta-data");
        var answers = Map.of(
                "/page", "422 logo_type_not_supported",
                "/text", "422 logo_type_not_supported",
                "/large", "422 logo_too_large",
                "/nothing", "422 logo_download_failed",
                "/inside", "400 validation_failed");
        var id = create(idp, Map.of("logoUrl", SITE + "/light.png")).expect(201).member("id");
        answers.forEach((path, answer) -> {
            int status = Integer.parseInt(answer.substring(0, 3));
            var code = answer.substring(4);
            fetch(idp, "/api/oidc/clients/" + id + "/logo/fetch", SITE + path).refused(status, code);
            for (var member : new String[] {"logoUrl", "darkLogoUrl"}) {
                var refused = update(idp, id, Map.of(member, SITE + path, "description", "Other"));
                refused.refused(status, code);
                assertEquals(
                        member, refused.json().at("/details/fields/0/field").stringValue());
                create(idp, Map.of(member, SITE + path, "name", "Never")).refused(status, code);
            }
        });
        var app = idp.admin().calls("GET", "/api/oidc/clients/" + id).expect(200);
        assertEquals("", app.member("description"));
        assertFalse(app.json().path("hasDarkLogo").booleanValue());
        assertArrayEquals(LIGHT, idp.browser().get(app.member("logo")).body());
        assertEquals(0, idp.database().number("select count(*) from clients where name = 'Never'"));
    }

    @Test
    void theLogoAloneIsFetchedToo(TestIdp idp) {
        var id = create(idp, Map.of()).expect(201).member("id");
        var path = "/api/oidc/clients/" + id + "/logo";
        fetch(idp, path + "/fetch", SITE + "/light.png").expect(204);
        fetch(idp, path + "/fetch?light=false", SITE + "/dark").expect(204);
        assertArrayEquals(LIGHT, idp.browser().get(path).body());
        assertArrayEquals(DARK, idp.browser().get(path + "?light=false").body());
        fetch(idp, path + "/fetch?light=%ff", SITE + "/light.png").refused(400, "invalid_encoding");
        var refused = fetch(idp, path + "/fetch", "http://127.0.0.1/a.png");
        refused.refused(400, "validation_failed");
        assertEquals("url", refused.json().at("/details/fields/0/field").stringValue());
        assertArrayEquals(LIGHT, idp.browser().get(path).body());
        assertEquals(2, entries(idp, id));
    }

    @Test
    void nothingIsFetchedForAnAppThatIsNotThere(TestIdp idp) {
        fetch(idp, "/api/oidc/clients/nobody/logo/fetch", SITE + "/light.png").refused(404, "not_found");
        update(idp, "nobody", Map.of("logoUrl", SITE + "/light.png")).refused(404, "not_found");
        assertEquals(0, website.requests().size());
    }

    @Test
    void onlyAdministratorsHaveThingsFetched(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var id = create(idp, Map.of()).expect(201).member("id");
        var body = Map.of("url", SITE + "/light.png");
        alice.browser()
                .fetch("POST", "/api/oidc/clients/" + id + "/logo/fetch", body)
                .refused(403, "forbidden");
        assertEquals(0, website.requests().size());
    }

    private static Answer create(TestIdp idp, Map<String, String> members) {
        var body = new HashMap<String, Object>(Map.of("name", "Notes"));
        body.putAll(members);
        return idp.admin().calls("POST", "/api/oidc/clients", body);
    }

    private static Answer update(TestIdp idp, String id, Map<String, String> members) {
        var body = new HashMap<String, Object>(Map.of("name", "Notes"));
        body.putAll(members);
        return idp.admin().calls("PUT", "/api/oidc/clients/" + id, body);
    }

    private static Answer fetch(TestIdp idp, String path, String address) {
        return idp.admin().calls("POST", path, Map.of("url", address));
    }

    private static long entries(TestIdp idp, String id) {
        return idp.database()
                .number("select count(*) from audit_log where event = 'CLIENT_LOGO_UPDATED' and client_id = '" + id
                        + "'");
    }
}
