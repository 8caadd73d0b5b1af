package dev.latchkey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a person may be sent: RFC 6749 §3.1.2, RFC 8252 §7.3, RFC 9700 §4.1.3, RP-Initiated Logout §3.
class RedirectTest {
    @ParameterizedTest
    @CsvSource({
        // registered, requested
        "https://app.example.com/cb, https://app.example.com/cb",
        "https://app.example.com, https://app.example.com",
        "https://app.example.com/, https://app.example.com/",
        "https://app.example.com/cb?a=1&b=2, https://app.example.com/cb?a=1&b=2",
        "https://app.example.com:8443/cb, https://app.example.com:8443/cb",
        "myapp://callback, myapp://callback",
        "com.example.app:/oauth, com.example.app:/oauth",
        "http://localhost:3000/cb, http://localhost:3000/cb",
        "https://app.example.com/oauth/%7Euser, https://app.example.com/oauth/%7Euser",
        // numbers of the device itself, with any port
        "http://127.0.0.1/cb, http://127.0.0.1:51234/cb",
        "http://127.0.0.1:3000/cb, http://127.0.0.1:4000/cb",
        "http://127.0.0.1:3000/cb, http://127.0.0.1/cb",
        "http://127.9.8.7/cb, http://127.9.8.7:51234/cb",
        "http://[::1]/cb, http://[::1]:51234/cb",
        "http://127.0.0.1/cb?x=1, http://127.0.0.1:51234/cb?x=1",
        // wildcards
        "https://app.example.com/*, https://app.example.com/cb",
        "https://app.example.com/**, https://app.example.com/",
        "https://app.example.com/**, https://app.example.com/a/b",
        "https://app.example.com/a/**, https://app.example.com/a/",
        "https://app.example.com/**/cb, https://app.example.com/x/y/cb",
        "https://app.example.com/cb-*, https://app.example.com/cb-1",
        "https://*.example.com/cb, https://a.example.com/cb",
        "https://*.example.com/cb, https://A.example.com/cb",
        "https://pr-*.app.example.com/cb, https://pr-17.app.example.com/cb",
        "https://app.example.com:*/cb, https://app.example.com:8443/cb",
        "https://app.example.com:*/cb, https://app.example.com/cb",
        "https://*.example.com/cb, https://a.example.com:443/cb",
        "https://app.example.com/cb?env=*, https://app.example.com/cb?env=prod",
        "https://app.example.com/cb?a=*&b=2, https://app.example.com/cb?b=2&a=1",
        "http://127.0.0.1/*, http://127.0.0.1:4000/cb",
        "myapp://callback/*, myapp://callback/one",
    })
    void goesWhereTheAppRegistered(String registered, String requested) {
        var redirect = Redirect.match(confidential(registered), requested, false);
        assertEquals(Optional.of(requested), redirect.map(Redirect::uri));
    }

    @ParameterizedTest
    @CsvSource({
        // character by character: nothing is normalised
        "https://app.example.com/cb, https://app.example.com/cb/",
        "https://app.example.com/cb, https://APP.example.com/cb",
        "https://app.example.com/cb, https://app.example.com/CB",
        "https://app.example.com/cb, https://app.example.com:443/cb",
        "https://app.example.com/cb, https://app.example.com:8443/cb",
        "https://app.example.com/cb, https://app.example.com/x/../cb",
        "https://app.example.com/cb, https://app.example.com/%63b",
        "https://app.example.com/cb, https://user:pw@app.example.com/cb",
        "https://app.example.com/cb, https://app.example.com@evil.example/cb",
        "https://app.example.com/cb, https://app.example.com/cb?x=1",
        "https://app.example.com/cb, https://app.example.com/cb?",
        "https://app.example.com/cb?a=1&b=2, https://app.example.com/cb?b=2&a=1",
        "https://app.example.com/cb, https://app.example.com/cb#fragment",
        "https://app.example.com/cb, https://app.example.com/cb#",
        "https://app.example.com/cb, http://app.example.com/cb",
        "https://app.example.com/cb, https://app.example.com.evil.example/cb",
        "https://app.example.com/cb, //app.example.com/cb",
        "https://app.example.com/cb, /cb",
        "https://app.example.com/cb, https:app.example.com/cb",
        "https://app.example.com/cb, https:///app.example.com/cb",
        "https://app.example.com/cb, https:\\\\app.example.com/cb",
        "https://app.example.com/cb, 'https://app.example.com/cb '",
        "https://app.example.com, https://app.example.com/",
        "https://app.example.com, https://app.example.com/anything/here",
        "https://app.example.com/, https://app.example.com/cb",
        "myapp://callback, myapp://other",
        "myapp://callback, MYAPP2://callback",
        // the device itself: same number, path and query; the name only where no other program can be meant
        "http://127.0.0.1/cb, http://localhost/cb",
        "http://127.0.0.1/cb, http://127.0.0.2/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:4000/other",
        "http://127.0.0.1/cb, http://127.0.0.1:4000/cb?x=1",
        "http://127.0.0.1/cb, http://127.0.0.1:99999/cb",
        "http://127.0.0.1/cb, http://127.0.0.1.evil.example:4000/cb",
        "http://127.0.0.1/cb, https://127.0.0.1:4000/cb",
        "https://127.0.0.1/cb, https://127.0.0.1:4000/cb",
        "https://localhost/cb, https://localhost:8443/cb",
        "http://localhost/cb, http://localhost:51234/cb",
        "http://localhost:3000/cb, http://localhost:4000/cb",
        // wildcards
        "https://app.example.com/*, https://app.example.com/",
        "https://app.example.com/*, https://app.example.com/a/b",
        "https://app.example.com/a/**, https://app.example.com/a",
        "https://app.example.com/**/cb, https://app.example.com/cb",
        "https://app.example.com/**, https://app.example.com/a/../b",
        "https://app.example.com/**, https://app.example.com/a/%2e%2e/b",
        "https://app.example.com/**, https://app.example.com/a/%2E./b",
        "https://app.example.com/*, https://app.example.com/a%2Fb",
        "https://app.example.com/*, https://app.example.com/a%5Cb",
        "https://app.example.com/*, https://app.example.com/a%252fb",
        "https://app.example.com/*, https://app.example.com/a?x=1",
        "https://app.example.com/*, https://app.example.com/%zz",
        "https://app.example.com/*, https://app.example.com/a%4",
        "https://app.example.com/*, https://app.example.com/a[b]",
        "https://app.example.com/cb?env=*, https://app.example.com/cb?env=[1]",
        "https://app.example.com/*, https://user@app.example.com/a",
        "https://app.example.com/*, https://app.example.com/a#b",
        "https://*.example.com/cb, https://*.example.com/cb",
        "https://app.example.com:*/cb, https://app.example.com:*/cb",
        "https://*.example.com/cb, https://a.b.example.com/cb",
        "https://*.example.com/cb, https://example.com/cb",
        "https://*.example.com/cb, https://.example.com/cb",
        "https://*.example.com/cb, https://evil.example/.example.com/cb",
        "https://*.example.com/cb, https://evil.example?.example.com/cb",
        "https://*.example.com/cb, https://evil.example#.example.com/cb",
        "https://*.example.com/cb, https://a.example.com:8443/cb",
        "https://*.example.com/cb, http://a.example.com/cb",
        "https://*.example.com/cb, https://*.example.com/other",
        "https://*.example.com, https://a.example.com/",
        "https://app.example.com:*/cb, https://app.example.com:8443/other",
        "https://app.example.com/cb?env=*, https://app.example.com/cb?env=prod&x=1",
        "https://app.example.com/cb?env=*, https://app.example.com/cb",
        "https://app.example.com/cb?env=*, https://app.example.com/cb?env=a&env=b",
        "https://app.example.com/cb?env=*, https://app.example.com/cb?env=a/b",
        "https://app.example.com/cb?env=*, https://app.example.com/cb?env=%zz",
        "https://app.example.com/*?a=[x], https://app.example.com/cb?a=x",
        "https://app.example.com/(cb)/*, https://app.example.com/cb/1",
        // what was saved under other rules matches nothing
        "https://app.example.com/%zz, https://app.example.com/%zz",
        "https://app.example.com/cb?100%, https://app.example.com/cb?100%",
        "https://app.example.com/[cb], https://app.example.com/[cb]",
        "*, https://app.example.com/cb",
        "https://*, https://app.example.com/cb",
        "https://*.com/cb, https://evil.com/cb",
        "https://*example.com/cb, https://evilexample.com/cb",
        "*://app.example.com/cb, https://app.example.com/cb",
        "javascript:alert(1), javascript:alert(1)",
        "'data:text/html,x', 'data:text/html,x'",
    })
    void goesNowhereElse(String registered, String requested) {
        assertEquals(Optional.empty(), Redirect.match(confidential(registered), requested, true));
    }

    @Test
    void withoutRegistrationThereIsNowhereToGo() {
        assertEquals(Optional.empty(), Redirect.match(confidential(), "https://app.example.com/cb", true));
        assertEquals(Optional.empty(), Redirect.match(confidential("https://app.example.com/cb"), "", true));
    }

    @Test
    void anyOfSeveralRegisteredAddressesWillDo() {
        var client = confidential("not an address", "https://a.example.com/cb", "https://b.example.com/*");
        assertTrue(Redirect.match(client, "https://a.example.com/cb", false).isPresent());
        assertTrue(Redirect.match(client, "https://b.example.com/x", false).isPresent());
        assertFalse(Redirect.match(client, "https://c.example.com/cb", false).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost, http://localhost:53000",
        "http://localhost:53000, http://localhost:53000",
        "http://localhost/cb, http://localhost:51234/cb",
        "http://localhost:3000/cb, http://localhost:4000/cb",
    })
    void appsWithoutSecretUseAnyPortOfLocalhostToo(String registered, String requested) {
        assertTrue(Redirect.match(publicClient(registered), requested, false).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/cb, http://127.0.0.1:4000/cb",
        "http://localhost/cb, http://localhost:4000/other",
        "http://localhost/cb, http://localhost.evil.example:4000/cb",
        "http://app.localhost/cb, http://app.localhost:4000/cb",
    })
    void butNothingThatOnlyLooksLikeIt(String registered, String requested) {
        assertEquals(Optional.empty(), Redirect.match(publicClient(registered), requested, true));
    }

    @Test
    void plainHttpBeyondTheDeviceNeedsASetting() {
        var client = confidential("http://wiki.home.arpa/oauth/openid-connect/callback", "http://app.localhost/cb");
        var requested = "http://wiki.home.arpa/oauth/openid-connect/callback";
        assertEquals(Optional.empty(), Redirect.match(client, requested, false));
        assertTrue(Redirect.match(client, requested, true).isPresent());
        assertTrue(Redirect.match(client, "http://app.localhost/cb", false).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, https://app.example.com/",
        "https://app.example.com/, https://app.example.com",
        "https://app.example.com/out, https://app.example.com/out",
        "https://app.example.com?x=1, https://app.example.com/?x=1",
        "http://127.0.0.1:3000/out, http://127.0.0.1:4000/out",
        "https://*.example.com/out, https://a.example.com/out",
    })
    void afterSigningOutAnEmptyPathIsTheRoot(String registered, String requested) {
        var redirect = Redirect.matchLogout(signingOutTo(registered), requested, false);
        assertEquals(Optional.of(requested), redirect.map(Redirect::uri));
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, https://app.example.com/out",
        "https://app.example.com/out, https://app.example.com/out/",
        "https://app.example.com, https://app.example.com:8443",
        "https://app.example.com, https://user@app.example.com",
        "https://app.example.com, https://app.example.com/#x",
        "https://app.example.com, http://app.example.com",
    })
    void andNothingElseIs(String registered, String requested) {
        assertEquals(Optional.empty(), Redirect.matchLogout(signingOutTo(registered), requested, true));
    }

    @Test
    void logoutAddressesAreNoCallbacksAndTheOtherWayRound() {
        assertEquals(
                Optional.empty(),
                Redirect.match(signingOutTo("https://app.example.com/out"), "https://app.example.com/out", true));
        assertEquals(
                Optional.empty(),
                Redirect.matchLogout(confidential("https://app.example.com/cb"), "https://app.example.com/cb", true));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/cb, true",
        "http://[::1]/cb, true",
        "http://localhost/cb, true",
        "myapp://callback, true",
        "com.example.app:/cb, true",
        "https://app.example.com/cb, false",
    })
    void tellsWhetherAnotherAppOnTheDeviceCouldListen(String address, boolean could) {
        var redirect = Redirect.match(confidential(address), address, false).orElseThrow();
        assertEquals(could, redirect.loopbackOrPrivateScheme());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://**",
                "*://app.example.com/cb",
                "htt*://app.example.com/cb",
                "https://*.com/cb",
                "https://*example.com/cb",
                "https://app.*.com/cb",
                "https://app.example.*/cb",
                "https://*.0.0.1/cb",
                "https://user@app.example.com/cb",
                "https://*@app.example.com/cb",
                "https://app.example.com/cb#x",
                "https://app.example.com:port/cb",
                "https://app.example.com:99999/cb",
                "https:///cb",
                "https:app.example.com",
                "nope",
                "/relative",
                "",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "blob:https://app.example.com/1",
                "https://app.example.com/a b",
                "https://app.example.com\\@evil.example/",
                "https://bücher.example/cb",
            })
    void suchAddressesCannotBeRegistered(String text) {
        assertTrue(CallbackPattern.parse(text) instanceof CallbackPattern.Parsed.Bad, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com/cb",
                "https://app.example.com",
                "https://*.example.com:*/**",
                "https://app.example.com/cb?env=*",
                "http://app.example.com/cb",
                "http://my_host:8080/cb",
                "http://localhost:3000/cb",
                "http://192.168.1.10:8080/oauth/openid-connect/callback",
                "http://[fd00::1]:8080/cb",
                "myapp://callback",
                "com.example.app:/oauth2redirect",
                "org.app.android:///cb",
                "app.immich:///oauth-callback",
            })
    void suchAddressesCan(String text) {
        assertTrue(CallbackPattern.parse(text) instanceof CallbackPattern.Parsed.Good, text);
    }

    private static Client confidential(String... callbacks) {
        return client(false, List.of(callbacks), List.of());
    }

    private static Client publicClient(String callback) {
        return client(true, List.of(callback), List.of());
    }

    private static Client signingOutTo(String address) {
        return client(false, List.of(), List.of(address));
    }

    private static Client client(boolean isPublic, List<String> callbacks, List<String> logoutCallbacks) {
        return new Client(
                new ClientId("app"),
                "App",
                "",
                callbacks,
                logoutCallbacks,
                isPublic,
                isPublic,
                false,
                false,
                false,
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofDays(30),
                IdTokenClaims.SCOPES,
                Logos.NONE,
                false);
    }
}
