package dev.latchkey.platform.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.SelfSigned;
import dev.latchkey.testkit.TestInternet;
import dev.latchkey.testkit.Website;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetcherTest {
    private static final byte[] BODY = "a picture".getBytes(StandardCharsets.UTF_8);
    private static final String PUBLIC = "93.184.215.14";
    private static final int LIMIT = 1000;

    private final TestInternet internet = new TestInternet();
    private final Website website = Website.plain();

    @BeforeEach
    void thereIsAWebsite() {
        internet.name("logos.example", PUBLIC);
        internet.host(PUBLIC, website.port());
        website.serve("/a.png", BODY);
    }

    @AfterEach
    void close() {
        website.close();
    }

    @Test
    void whatIsThereIsFetchedFromTheAddressThatWasLookedAt() {
        website.serve("/a%20b.png?size=2", BODY);
        assertContent(get("http://logos.example:8080/a%20b.png?size=2#part"));
        assertEquals(List.of(PUBLIC + " 8080"), internet.asked());
        var request = website.requests().getFirst();
        assertTrue(request.startsWith("GET /a%20b.png?size=2 HTTP/1.1\r\n"), request);
        for (var line : List.of("Host: logos.example:8080", "User-Agent: test", "Accept: image/*")) {
            assertTrue(request.contains("\r\n" + line + "\r\n"), request);
        }
    }

    @Test
    void theRootHasAPathAndAnAddressNeedsNoName() {
        website.serve("/", BODY);
        assertContent(get("http://logos.example"));
        assertContent(get("HTTP://" + PUBLIC + "/a.png"));
        assertContent(get(" http://logos.example/a.png "));
    }

    @Test
    void nothingIsSentToWhatIsNotPublic() {
        internet.name("inside.example", "10.1.2.3");
        internet.name("partly.example", PUBLIC, "127.0.0.1");
        internet.name("mapped.example", "::ffff:169.254.169.254");
        for (var host : List.of(
                "127.0.0.1",
                "127.1",
                "2130706433",
                "localhost",
                "169.254.169.254",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[fd00:ec2::254]",
                "inside.example",
                "partly.example",
                "mapped.example")) {
            internet.host("127.0.0.1", website.port());
            notAllowed(get("http://" + host + "/a.png"));
        }
        assertEquals(List.of(), internet.asked());
    }

    @Test
    void onlyAddressesOfTheWebAreTaken() {
        for (var address : List.of(
                "",
                "a.png",
                "//logos.example/a.png",
                "file:///etc/passwd",
                "ftp://logos.example/a.png",
                "jar:http://logos.example/a.jar!/a.png",
                "http:///a.png",
                "http:a.png",
                "http://logos.example:0/a.png",
                "http://logos.example:70000/a.png",
                "http://user@logos.example/a.png",
                "http://logos.example@127.0.0.1/a.png",
                "http://logos.example/a b.png",
                "http://logos.example/a.png\r\nX-Injected: 1",
                "http://logos.example/" + "a".repeat(2048))) {
            notAllowed(get(address));
        }
        assertEquals(List.of(), internet.asked());
    }

    @Test
    void aNameThatResolvesToSomethingElseNextTimeGainsNothing() {
        internet.host("127.0.0.1", website.port());
        website.answer("/a.png", out -> {
            internet.name("logos.example", "127.0.0.1");
            out.write("HTTP/1.1 302 Found\r\nLocation: /b.png\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
        });
        notAllowed(get("http://logos.example/a.png"));
        assertEquals(List.of(PUBLIC + " 80"), internet.asked());
    }

    @Test
    void redirectsAreFollowedAndEachIsLookedAtAnew() {
        internet.name("cdn.example", "93.184.215.15");
        internet.host("93.184.215.15", website.port());
        website.redirect("/1", "2");
        website.redirect("/2", "//cdn.example:81/a.png?b");
        website.serve("/a.png?b", BODY);
        assertContent(get("http://logos.example/1"));
        assertEquals(List.of(PUBLIC + " 80", PUBLIC + " 80", "93.184.215.15 81"), internet.asked());
        for (var where : List.of(
                "http://127.0.0.1/a.png",
                "http://[::1]/",
                "file:///etc/passwd",
                "http://u@cdn.example/",
                "gopher://a")) {
            website.redirect("/away", where);
            notAllowed(get("http://logos.example/away"));
        }
    }

    @Test
    void redirectsEnd() {
        website.redirect("/round", "/round");
        failed("more than 3 redirects", get("http://logos.example/round"));
        assertEquals(4, website.requests().size());
        website.raw("/nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", new byte[0]);
        failed("a redirect to nowhere", get("http://logos.example/nowhere"));
    }

    @Test
    void noMoreIsReadThanTheLimit() {
        website.serve("/most.png", new byte[LIMIT]);
        assertInstanceOf(Fetched.Content.class, get("http://logos.example/most.png"));
        website.serve("/more.png", new byte[LIMIT + 1]);
        assertInstanceOf(Fetched.TooLarge.class, get("http://logos.example/more.png"));
        website.raw("/open.png", "HTTP/1.1 200 OK\r\n\r\n", new byte[LIMIT + 1]);
        assertInstanceOf(Fetched.TooLarge.class, get("http://logos.example/open.png"));
        website.raw("/chunks.png", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", BODY);
        assertInstanceOf(Fetched.TooLarge.class, get("http://logos.example/chunks.png"));
        var one = "1\r\nx\r\n".repeat(LIMIT + 1) + "0\r\n\r\n";
        website.raw(
                "/drops.png",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                one.getBytes(StandardCharsets.US_ASCII));
        assertInstanceOf(Fetched.TooLarge.class, get("http://logos.example/drops.png"));
        website.answer("/endless", out -> {
            while (true) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        });
        failed("too many headers", get("http://logos.example/endless"));
    }

    @Test
    void everyWayToSayHowLongABodyIsIsUnderstood() {
        website.raw("/open", "HTTP/1.0 200 OK\n\n", BODY);
        assertContent(get("http://logos.example/open"));
        website.raw("/late", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200\r\n\r\n", BODY);
        assertContent(get("http://logos.example/late"));
        var chunks = "2;x=y\r\na \r\n7\r\npicture\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        website.raw("/chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunks);
        assertContent(get("http://logos.example/chunks"));
    }

    @Test
    void anAnswerThatIsNoneOrNotWholeIsAFailure() {
        failed("status 404", get("http://logos.example/nothing"));
        website.raw("/no-http", "SSH-2.0-OpenSSH_9.9\r\n", new byte[0]);
        failed("no HTTP", get("http://logos.example/no-http"));
        website.raw("/cut", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", BODY);
        failed("cut off", get("http://logos.example/cut"));
        website.raw("/cut-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n", BODY);
        failed("cut off", get("http://logos.example/cut-chunk"));
        website.raw("/no-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnine\r\n", BODY);
        failed("a chunk without a size", get("http://logos.example/no-chunk"));
        var blank = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9" + " ".repeat(60_000) + "x\r\n";
        website.raw("/blank-chunk", blank, BODY);
        failed("a chunk without a size", get("http://logos.example/blank-chunk"));
        website.raw("/two", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: 8\r\n\r\n", BODY);
        failed("a length that is none", get("http://logos.example/two"));
        website.raw("/zip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", BODY);
        failed("an encoding that was not asked for", get("http://logos.example/zip"));
        failed("no such host", get("http://unknown.example/a.png"));
        internet.name("down.example", "93.184.215.16", "93.184.215.17");
        failed("nobody is there", get("http://down.example/a.png"));
    }

    @Test
    void oneOfSeveralAddressesIsEnough() {
        internet.name("logos.example", "93.184.215.16", PUBLIC);
        assertContent(get("http://logos.example/a.png"));
        assertEquals(List.of("93.184.215.16 80", PUBLIC + " 80"), internet.asked());
    }

    @Test
    void whoTakesTooLongIsNotWaitedFor() {
        website.answer("/slow", out -> {
            while (true) {
                out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                pause();
            }
        });
        var terms = new Fetcher.Terms("test", "image/*", LIMIT, 3, Duration.ofSeconds(1));
        failed("not done in 1 seconds", fetcher().get("http://logos.example/slow", terms));
    }

    @Test
    void aCertificateHasToBeTheHosts() {
        var certificate = SelfSigned.forHost("secure.example");
        try (var secure = Website.tls(certificate.server())) {
            secure.serve("/a.png", BODY);
            internet.host("93.184.215.20", secure.port());
            internet.name("secure.example", "93.184.215.20");
            internet.name("other.example", "93.184.215.20");
            assertInstanceOf(Fetched.Failed.class, get("https://secure.example/a.png"));
            internet.trust(certificate.trusting());
            assertContent(get("https://secure.example/a.png"));
            assertInstanceOf(Fetched.Failed.class, get("https://other.example/a.png"));
            assertEquals(1, secure.requests().size());
            assertEquals("93.184.215.20 443", internet.asked().getFirst());
        }
    }

    @Test
    void onlyWhatIsKnownToBePublicIs() {
        var addresses = new PublicAddresses(List.of(Cidr.parse("2a01:4f8:1::/48")));
        var outside = Stream.of("1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::1.1.1.1");
        outside.map(java.net.InetAddress::ofLiteral).forEach(address -> assertTrue(addresses.contain(address)));
        var inside = Stream.of(
                "0.0.0.0",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2a01:4f8:1::1",
                "3fff::1",
                "4000::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fec0::1",
                "ff02::1");
        inside.map(java.net.InetAddress::ofLiteral)
                .forEach(address -> assertTrue(!addresses.contain(address), address.toString()));
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Fetcher fetcher() {
        return new Fetcher(internet, List.of());
    }

    private Fetched get(String address) {
        return fetcher().get(address, new Fetcher.Terms("test", "image/*", LIMIT, 3, Duration.ofSeconds(10)));
    }

    private static void assertContent(Fetched fetched) {
        assertArrayEquals(BODY, assertInstanceOf(Fetched.Content.class, fetched).bytes());
    }

    private static void notAllowed(Fetched fetched) {
        assertInstanceOf(Fetched.NotAllowed.class, fetched);
    }

    private static void failed(String why, Fetched fetched) {
        assertEquals(new Fetched.Failed(why), fetched);
    }
}
