package dev.latchkey.platform.crypto;

import java.security.SecureRandom;

/// Sets of characters that random codes are made of.
public enum Alphabet {
    /// `a–z A–Z 0–9`: about 5.95 bits a character.
    ALPHANUMERIC("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
    /// Alphanumeric without `i l o I L O`, for codes that are typed.
    UNAMBIGUOUS("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789"),
    /// Capitals and digits without `I L O`, for codes that are read aloud.
    UPPER_UNAMBIGUOUS("ABCDEFGHJKMNPQRSTUVWXYZ0123456789");

    private final String characters;

    Alphabet(String characters) {
        this.characters = characters;
    }

    public String random(SecureRandom random, int length) {
        var code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(characters.charAt(random.nextInt(characters.length())));
        }
        return code.toString();
    }
}
