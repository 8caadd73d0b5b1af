package dev.latchkey.platform.pages;

/// Which of twelve hues stands for something that has no picture: a person's initials, or the letters of an app. It is
/// the same one wherever that is drawn.
///
/// `hueOf` in `web/src/lib/i18n/format.ts` is the same rule for the web UI, and `.hue-0` to `.hue-11` in
/// `web/src/design/tokens.css` are the hues. `src/test/resources/hues.txt` holds both to it.
public final class Hue {
    public static final int HUES = 12;

    private Hue() {}

    /// The sum of `31^(n-1-i)` times the i-th of n UTF-16 code units, modulo 2³² and then modulo 12.
    ///
    /// @param key the id of a person, the name of an app
    public static int of(String key) {
        return Integer.remainderUnsigned(key.hashCode(), HUES);
    }
}
