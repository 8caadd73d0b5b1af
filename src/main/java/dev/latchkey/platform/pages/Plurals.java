package dev.latchkey.platform.pages;

/// Which form of a text goes with a whole number, as CLDR has it for each language (Unicode TS #35 part 3 §5.1).
final class Plurals {
    private static final long MILLION = 1_000_000;

    private Plurals() {}

    /// @param language a tag; of one that is not here, as in English
    /// @param count not negative
    /// @return `zero`, `one`, `two`, `few`, `many` or `other`
    static String form(String language, long count) {
        int end = language.indexOf('-');
        return switch (end < 0 ? language : language.substring(0, end)) {
            case "ja", "zh" -> "other";
            case "es", "it" -> count == 1 ? "one" : roundMillions(count);
            case "fr", "pt" -> count <= 1 ? "one" : roundMillions(count);
            case "pl" -> count == 1 ? "one" : ofFew(count) ? "few" : "many";
            case "ru", "uk" -> count % 10 == 1 && count % 100 != 11 ? "one" : ofFew(count) ? "few" : "many";
            case "ar" -> arabic(count);
            default -> count == 1 ? "one" : "other";
        };
    }

    private static String roundMillions(long count) {
        return count != 0 && count % MILLION == 0 ? "many" : "other";
    }

    private static boolean ofFew(long count) {
        return count % 10 >= 2 && count % 10 <= 4 && (count % 100 < 12 || count % 100 > 14);
    }

    private static String arabic(long count) {
        if (count <= 2) {
            return count == 0 ? "zero" : count == 1 ? "one" : "two";
        }
        long rest = count % 100;
        return rest >= 3 && rest <= 10 ? "few" : rest >= 11 ? "many" : "other";
    }
}
