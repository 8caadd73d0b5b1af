package dev.latchkey.platform;

import java.text.Normalizer;

/// Texts in Unicode's composed form, in which equal texts are equal (NFC).
///
/// Marks that stand over and under letters are put into one order for it, at a cost that grows with the square of how
/// many there are in a row: a text of nothing else, as long as a request may be, would keep a processor busy for
/// minutes. No language has more of them in a row than are allowed here; a text that has stays as it is.
public final class Composed {
    /// UAX #15 §13: the Stream-Safe Text Format.
    private static final int MOST_MARKS = 30;

    private Composed() {}

    public static String of(String text) {
        return streamSafe(text) ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    }

    private static boolean streamSafe(String text) {
        int marks = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            marks = isMark(text.codePointAt(at)) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                return false;
            }
        }
        return true;
    }

    /// Whatever changes its place is one of these.
    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
