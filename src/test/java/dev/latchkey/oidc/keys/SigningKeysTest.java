package dev.latchkey.oidc.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Json;
import dev.latchkey.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every algorithm, and the way of a key from published to forgotten.
class SigningKeysTest {
    private static final String ISSUER = "https://id.example.com";

    private final SecureRandom random = new SecureRandom();
    private final TestClock clock = new TestClock();
    private final ServerKey serverKey =
            new ServerKey("a server key of the test".getBytes(StandardCharsets.UTF_8), random);

    @TempDir
    Path directory;

    private Db db;

    @BeforeEach
    void open() {
        db = Database.open(directory.resolve("latchkey.db").toString(), clock);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private SigningKeys started() {
        var keys = new SigningKeys(db, serverKey, random, ISSUER);
        keys.start();
        keys.published();
        return keys;
    }

    private String token(SigningKeys keys, Duration life) {
        var expires = db.now().plus(life);
        return keys.sign(
                keys.signer(), TokenType.ACCESS, Map.of("iss", ISSUER, "exp", expires.getEpochSecond()), expires);
    }

    private KeyRotation.Added rotate(SigningAlgorithm algorithm) {
        return new KeyRotation(db, serverKey, random).add(algorithm, (_, _) -> {});
    }

    private static List<String> kids(SigningKeys keys) {
        var kids = new ArrayList<String>();
        for (var key : Json.mapper().readTree(keys.published().json()).path("keys")) {
            kids.add(key.path("kid").stringValue());
        }
        return kids;
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void everyAlgorithmSignsAndVerifiesAndSurvivesARestart(SigningAlgorithm algorithm) {
        started();
        var added = rotate(algorithm);
        clock.advance(Duration.ofMinutes(16));
        var keys = started();
        assertEquals(algorithm, keys.signer().algorithm());
        var token = token(keys, Duration.ofHours(1));
        assertTrue(keys.verify(token, TokenType.ACCESS).isPresent());
        assertTrue(started().verify(token, TokenType.ACCESS).isPresent());
        assertTrue(keys.verify(token, TokenType.ID).isEmpty());
        assertTrue(kids(keys).contains(added.kid()));
    }

    @Test
    void aNewKeyIsPublishedBeforeItSignsAndTheOldOneStaysUntilItsLastTokenExpired() {
        var first = kids(started()).getFirst();
        var added = rotate(SigningAlgorithm.ES256);
        assertFalse(
                added.signsFrom().minus(KeySet.MAX_AGE).isBefore(db.now()), "published for longer than it is cached");

        var before = started();
        assertEquals(List.of(first, added.kid()), kids(before));
        assertEquals(SigningAlgorithm.RS256, before.signer().algorithm());
        var old = token(before, Duration.ofDays(3));

        clock.advance(KeyRotation.PUBLISHED_BEFORE.plusSeconds(1));
        var after = started();
        assertEquals(SigningAlgorithm.ES256, after.signer().algorithm());
        assertEquals(added.kid(), kids(after).getFirst());
        assertTrue(after.verify(old, TokenType.ACCESS).isPresent());

        var second = rotate(SigningAlgorithm.ES256);
        clock.advance(Duration.ofDays(5));
        var late = started();
        // The only RS256 key stays: every client can be given tokens it understands.
        assertEquals(List.of(second.kid(), first), kids(late));
        assertEquals(List.of("ES256", "RS256"), late.algorithms());
    }

    @Test
    void aKeyAddedBeforeTheFirstStartSignsFromTheBeginning() {
        rotate(SigningAlgorithm.ES384);
        assertEquals(SigningAlgorithm.ES384, started().signer().algorithm());
    }

    @Test
    void anExpiredTokenIsNoneButMayHint() {
        var keys = started();
        var expires = db.now().plusSeconds(10);
        var claims = Map.<String, Object>of("iss", ISSUER, "exp", expires.getEpochSecond());
        var token = keys.sign(keys.signer(), TokenType.ID, claims, expires);
        clock.advance(Duration.ofSeconds(11));
        assertTrue(keys.verify(token, TokenType.ID).isEmpty());
        assertTrue(keys.verifyHint(token).isPresent());
        rotate(SigningAlgorithm.RS256);
        clock.advance(Duration.ofDays(30));
        var later = started();
        assertEquals(1, kids(later).size());
        assertTrue(later.verifyHint(token).isPresent(), "by a key that is no longer published");
    }

    @Test
    void anotherIssuersTokenIsNotOurs() {
        var keys = started();
        var expires = db.now().plusSeconds(60);
        var token = keys.sign(
                keys.signer(),
                TokenType.ACCESS,
                Map.of("iss", "https://other.example.com", "exp", expires.getEpochSecond()),
                expires);
        assertTrue(keys.verify(token, TokenType.ACCESS).isEmpty());
    }

    /// A token with the signature of a key of ours, whatever its header says.
    private String signed(String kid, String header, Duration life) {
        var table = new SigningKeyTable(serverKey, random);
        var stored = db.read(table::all).stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst()
                .orElseThrow();
        var jwk = JsonWebKeys.parse(table.open(stored));
        var signatures = Signatures.of(stored.algorithm(), JsonWebKeys.privateKey(jwk), JsonWebKeys.publicKey(jwk));
        var claims = Map.of("iss", ISSUER, "exp", db.now().plus(life).getEpochSecond());
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var text = encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + '.'
                + encoder.encodeToString(Json.bytes(claims));
        return text + '.' + encoder.encodeToString(signatures.sign(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String header(String alg, String kid, String more) {
        return "{\"kid\":\"" + kid + "\",\"typ\":\"at+jwt\",\"alg\":\"" + alg + "\"" + more + "}";
    }

    @Test
    void aHeaderThatSaysWhatWeWouldNotIsNoneOfOurs() {
        var keys = started();
        var kid = kids(keys).getFirst();
        var life = Duration.ofHours(1);
        assertTrue(keys.verify(signed(kid, header("RS256", kid, ""), life), TokenType.ACCESS)
                .isPresent());
        var wrong = Map.of(
                "another algorithm", header("RS512", kid, ""),
                "none", header("none", kid, ""),
                "an extension that has to be understood", header("RS256", kid, ",\"crit\":[\"b64\"],\"b64\":true"),
                "another key", header("RS256", "x", ""),
                "another type", header("RS256", kid, "").replace("at+jwt", "JWT"),
                "no type", "{\"kid\":\"" + kid + "\",\"alg\":\"RS256\"}");
        wrong.forEach((what, header) -> assertTrue(
                keys.verify(signed(kid, header, life), TokenType.ACCESS).isEmpty(), what));
    }

    @Test
    void whatIsSignedWithAKeyThatIsPublishedNoLongerDoesNotCount() {
        var leaked = kids(started()).getFirst();
        var header = header("RS256", leaked, "");
        rotate(SigningAlgorithm.RS256);
        clock.advance(KeyRotation.PUBLISHED_BEFORE.plusSeconds(1));
        var still = started();
        assertTrue(kids(still).contains(leaked));
        assertTrue(still.verify(signed(leaked, header, Duration.ofHours(1)), TokenType.ACCESS)
                .isPresent());
        clock.advance(Duration.ofDays(30));
        var later = started();
        assertFalse(kids(later).contains(leaked));
        assertTrue(later.verify(signed(leaked, header, Duration.ofHours(1)), TokenType.ACCESS)
                .isEmpty());
    }

    @Test
    void aRunningServerNoticesANewKey() throws InterruptedException {
        var keys = started();
        var added = rotate(SigningAlgorithm.RS256);
        assertFalse(kids(keys).contains(added.kid()));
        clock.advance(Duration.ofMinutes(2));
        for (int i = 0; i < 100 && !kids(keys).contains(added.kid()); i++) {
            Thread.sleep(50);
        }
        assertTrue(kids(keys).contains(added.kid()));
        assertNotEquals(added.kid(), kids(keys).getFirst());
    }
}
