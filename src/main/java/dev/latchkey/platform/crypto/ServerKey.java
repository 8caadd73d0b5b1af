package dev.latchkey.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The installation's master secret (`ENCRYPTION_KEY`). It is never used itself: every purpose has a key of its own,
/// derived with HKDF-SHA256 (RFC 5869), so that a value sealed for one purpose cannot be opened for another.
public final class ServerKey {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /// What every start needs names its provider: a search would load each one that stands before it.
    private static final String PLATFORM = "SunJCE";

    private final SecretKey master;
    private final SecureRandom random;
    private final ConcurrentMap<String, SecretKey> derived = new ConcurrentHashMap<>();

    /// @param master at least 16 bytes, exactly as configured
    public ServerKey(byte[] master, SecureRandom random) {
        if (master.length < 16) {
            throw new IllegalArgumentException("the server key needs at least 16 bytes");
        }
        this.master = new SecretKeySpec(master, "HKDF");
        this.random = random;
    }

    /// Encrypts with AES-256-GCM under a fresh 96-bit nonce.
    ///
    /// @return base64 of nonce, ciphertext and tag
    public String seal(String purpose, byte[] plain) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(plain);
            var whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /// Opens what [#seal] made for the same purpose.
    ///
    /// @throws WrongKey if it was sealed under another server key, or was altered
    public byte[] open(String purpose, String sealed) {
        var whole = Base64.getDecoder().decode(sealed);
        try {
            var nonce = Arrays.copyOf(whole, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, purpose, nonce).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new WrongKey(purpose, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /// HMAC-SHA256 in lower-case hex: what is stored of a code with few bits, which a plain hash would give away.
    public String hmac(String purpose, String text) {
        return HexFormat.of().formatHex(mac(purpose, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// HMAC-SHA256, raw 32 bytes, for values that are derived from another and never stored.
    public byte[] mac(String purpose, byte[] input) {
        try {
            var mac = Mac.getInstance("HmacSHA256", PLATFORM);
            mac.init(key("mac/" + purpose, "HmacSHA256"));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key("seal/" + purpose, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey key(String info, String algorithm) {
        return derived.computeIfAbsent(info, name -> derive(name, algorithm));
    }

    private SecretKey derive(String info, String algorithm) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(master)
                    .thenExpand(("latchkey/" + info).getBytes(StandardCharsets.UTF_8), 32);
            return KDF.getInstance("HKDF-SHA256", PLATFORM).deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF is not available", e);
        }
    }

    /// The value was sealed under another server key, or it was altered.
    public static final class WrongKey extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongKey(String purpose, Throwable cause) {
            super("cannot open a value sealed for " + purpose, cause);
        }
    }
}
