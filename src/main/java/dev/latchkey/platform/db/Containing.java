package dev.latchkey.platform.db;

import java.util.Locale;
import java.util.Map;

/// A condition that the text of a column contains another, in which `%` and `_` stand for any characters and any one.
/// The column's texts are in lower case.
///
/// `like` does that on both engines, a character at a time. A plain search for the longest part without such characters
/// takes half as long, and leaves few to compare.
///
/// @param sql the condition
/// @param values what it is bound to
public record Containing(String sql, Map<String, Object> values) {

    /// @param column ours, never a request's
    public static Containing of(Dialect dialect, String column, String text) {
        var folded = text.toLowerCase(Locale.ROOT);
        var plain = plainPart(folded);
        var position = dialect == Dialect.SQLITE ? "instr" : "strpos";
        var contained = position + "(" + column + ", :plainPart) > 0";
        return plain.equals(folded)
                ? new Containing(contained, Map.of("plainPart", plain))
                : new Containing(
                        contained + " and " + column + " like :pattern escape '\\'",
                        Map.of("plainPart", plain, "pattern", "%" + folded.replace("\\", "\\\\") + "%"));
    }

    private static String plainPart(String text) {
        var longest = "";
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '%' || text.charAt(i) == '_') {
                if (i - begin > longest.length()) {
                    longest = text.substring(begin, i);
                }
                begin = i + 1;
            }
        }
        return longest;
    }

    /// Binds a statement to what the condition is bound to.
    public Sql bind(Sql sql) {
        values.forEach(sql::bind);
        return sql;
    }
}
