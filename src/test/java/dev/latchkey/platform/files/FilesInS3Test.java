package dev.latchkey.platform.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.S3Server;
import dev.latchkey.testkit.SampleImages;
import dev.latchkey.testkit.ServerProcess;
import dev.latchkey.testkit.TestClock;
import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.TestInternet;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that keeps its files in S3.
class FilesInS3Test {
    private static final byte[] PICTURE = SampleImages.named("a.png");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

    @TempDir
    Path directory;

    private final S3Server s3 = S3Server.shared();
    private final String prefix = "test/" + UUID.randomUUID();

    @Test
    void everyUploadIsAnObjectUntilItIsDeleted() {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var server = ServerProcess.start(database, s3.settings(prefix));
                var idp = TestIdp.on(server, 1)) {
            everythingWorks(idp);
            assertFalse(Files.exists(database.directory().resolve("uploads")));
            assertFalse(server.log().contains("unavailable"), server.log());
            assertFalse(server.log().contains(s3.secret(S3Server.Caller.ALLOWED)));
        }
    }

    /// As Amazon wants it. The name of the host is made up, and known to the server's process alone.
    @Test
    void theBucketMayStandBeforeTheHost() throws IOException {
        var hosts = directory.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost files.test " + s3.bucket() + ".files.test\n");
        var settings = s3.settings(prefix);
        settings.put("S3_ENDPOINT", "http://files.test:" + s3.port());
        settings.put("S3_DISABLE_DEFAULT_INTEGRITY_CHECKS", "true");
        settings.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var server = ServerProcess.start(database, settings);
                var idp = TestIdp.on(server, 1)) {
            everythingWorks(idp);
        }
    }

    private void everythingWorks(TestIdp idp) {
        var admin = idp.admin();
        var alice = idp.user("alice").withPasskey().create();
        var app = idp.client("notes").create();
        var own = "/api/users/me/profile-picture";
        round(
                alice,
                "PUT",
                own,
                "/api/users/" + alice.id() + "/profile-picture.png",
                own,
                "profile-pictures/" + alice.id());
        var logo = "/api/oidc/clients/" + app.id() + "/logo";
        round(admin, "POST", logo, logo, logo, "oidc-client-images/" + app.id());
        for (var image : new String[] {"logo", "background", "default-profile-picture"}) {
            var path = "/api/application-images/" + image;
            round(admin, "PUT", path, path, path, "application-images/" + image);
        }
        for (var image : new String[] {"email", "favicon"}) {
            var path = "/api/application-images/" + image;
            admin.browser().upload("PUT", path, "a.png", PICTURE).expect(204);
            assertArrayEquals(PICTURE, admin.calls("GET", path).expect(200).body());
            admin.calls("POST", path + "/restore").expect(204);
        }
        assertEquals(0, objects(""));
    }

    /// Uploaded, replaced, shown, and deleted.
    private void round(Person who, String method, String upload, String shown, String deleted, String name) {
        who.browser()
                .upload(method, upload, "a.png", SampleImages.written("png", 9, 9))
                .expect(204);
        who.browser().upload(method, upload, "a.png", PICTURE).expect(204);
        assertEquals(1, objects(name), name);
        assertArrayEquals(PICTURE, who.calls("GET", shown).expect(200).body());
        who.calls("DELETE", deleted).expect(204);
        assertEquals(0, objects(name), name);
    }

    /// How many objects there are whose names begin so.
    private int objects(String name) {
        var settings = new FileSettings.S3(
                s3.bucket(),
                s3.region(),
                Optional.of(s3.address()),
                s3.keyId(S3Server.Caller.ALLOWED),
                new Secret(s3.secret(S3Server.Caller.ALLOWED)),
                true,
                "",
                true);
        var list = s3.address().resolve("/" + s3.bucket() + "/?list-type=2");
        try {
            var answer = new S3Client(settings, TestInternet::usualTrust, new TestClock(), S3Client.Patience.USUAL)
                    .send("GET", list, new byte[0]);
            assertEquals(200, answer.status());
            return (int) KEY.matcher(new String(answer.body(), StandardCharsets.UTF_8))
                    .results()
                    .filter(found -> found.group(1).startsWith(prefix + "/" + name))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutS3PeopleSignInAndUploadsAreRefused() throws IOException {
        var settings = s3.settings(prefix);
        settings.put("S3_ENDPOINT", "http://127.0.0.1:" + closedPort());
        uploadsAreRefused(settings, "file_unavailable attempt=PUT");
    }

    @Test
    void withAWrongKeyPeopleSignInAndUploadsAreRefused() {
        var settings = s3.settings(prefix);
        settings.put("S3_SECRET_ACCESS_KEY", "not the secret that it is");
        uploadsAreRefused(settings, "code=SignatureDoesNotMatch note=\"check S3_SECRET_ACCESS_KEY\"");
    }

    private static void uploadsAreRefused(Map<String, String> settings, String logged) {
        try (var database = TestDatabase.create(Dialect.SQLITE);
                var server = ServerProcess.start(database, settings);
                var idp = TestIdp.on(server, 1)) {
            idp.backchannel().get("/healthz").expect(204);
            var alice = idp.user("alice").withPasskey().create();
            alice.signsInTo(idp.client("notes").create()).tokens();
            alice.browser()
                    .upload("PUT", "/api/users/me/profile-picture", "a.png", PICTURE)
                    .refused(503, "unavailable");
            // Nothing was changed: the drawn picture is still there, and so are those of the installation.
            idp.backchannel()
                    .get("/api/users/" + alice.id() + "/profile-picture.png")
                    .expect(200);
            idp.backchannel().get("/api/application-images/favicon").expect(200);
            assertTrue(server.log().contains(logged), server.log());
            assertFalse(server.log().contains(settings.getOrDefault("S3_SECRET_ACCESS_KEY", "")), server.log());
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
