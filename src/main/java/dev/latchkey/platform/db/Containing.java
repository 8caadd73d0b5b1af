package dev.latchkey.platform.db;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A condition that the text of a column contains another, in which `%` and `_` stand for any characters and any one.
/// The column's texts are in lower case.
///
/// `like` does that on both engines. SQLite looks for each first letter before it looks at a second, though, so where
/// many texts begin alike a plain search for the longest part without such characters is quicker, and leaves few to
/// compare.
///
/// @param sql the condition
/// @param values what it is bound to
public record Containing(String sql, Map<String, Object> values) {

    /// @param column ours, never a request's
    public static Containing of(Dialect dialect, String column, String text) {
        var folded = text.toLowerCase(Locale.ROOT);
        var plain = plainPart(folded);
        boolean everyOne = !plain.equals(folded);
        var conditions = new StringBuilder();
        var values = new HashMap<String, Object>();
        if (dialect == Dialect.SQLITE) {
            conditions.append("instr(").append(column).append(", :plainPart) > 0");
            values.put("plainPart", plain);
        }
        if (dialect == Dialect.POSTGRESQL || everyOne) {
            conditions
                    .append(conditions.isEmpty() ? "" : " and ")
                    .append(column)
                    .append(" like :pattern escape '\\'");
            values.put("pattern", "%" + folded.replace("\\", "\\\\") + "%");
        }
        return new Containing(conditions.toString(), values);
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
