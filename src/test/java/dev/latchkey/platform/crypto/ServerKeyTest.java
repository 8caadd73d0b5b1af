package dev.latchkey.platform.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ServerKeyTest {
    private final ServerKey key = key("0123456789abcdef");

    @Test
    void whatWasSealedForAPurposeOpensForIt() {
        var sealed = key.seal("tokens", "hello".getBytes(UTF_8));
        assertArrayEquals("hello".getBytes(UTF_8), key.open("tokens", sealed));
        assertNotEquals(sealed, key.seal("tokens", "hello".getBytes(UTF_8)), "every sealing has a nonce of its own");
    }

    @Test
    void anotherPurposeAnotherKeyOrOneBitOpenNothing() {
        var sealed = key.seal("tokens", "hello".getBytes(UTF_8));
        assertThrows(ServerKey.WrongKey.class, () -> key.open("mail", sealed));
        assertThrows(ServerKey.WrongKey.class, () -> key("another 16 bytes").open("tokens", sealed));
        var altered = Base64.getDecoder().decode(sealed);
        altered[altered.length - 1] ^= 1;
        assertThrows(
                ServerKey.WrongKey.class,
                () -> key.open("tokens", Base64.getEncoder().encodeToString(altered)));
    }

    @Test
    void macsDependOnPurposeAndKey() {
        assertEquals(key.hmac("codes", "abc"), key("0123456789abcdef").hmac("codes", "abc"));
        assertNotEquals(key.hmac("codes", "abc"), key.hmac("other", "abc"));
        assertNotEquals(key.hmac("codes", "abc"), key("another 16 bytes").hmac("codes", "abc"));
    }

    @Test
    void aShortKeyIsNone() {
        assertThrows(IllegalArgumentException.class, () -> key("fifteen bytes.."));
    }

    @Test
    void aSecretNeverPrintsItself() {
        var secret = Secret.random(new SecureRandom(), 32, "lk_");
        assertEquals("Secret[…]", secret.toString());
        assertEquals(64, secret.hash().length());
        assertEquals(secret, new Secret(secret.reveal()));
        assertNotEquals(secret, Secret.random(new SecureRandom(), 32, "lk_"));
    }

    private static ServerKey key(String master) {
        return new ServerKey(master.getBytes(UTF_8), new SecureRandom());
    }
}
