package dev.latchkey.platform.http;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of a file for spreadsheets (RFC 4180).
public final class Csv {
    public static final String CONTENT_TYPE = "text/csv; charset=utf-8";

    /// What a spreadsheet takes for the beginning of a formula.
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private Csv() {}

    /// One line, with its end.
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// Always in quotes. What people can choose (a name, a `User-Agent`) must not run as a formula in the
    /// spreadsheet of whoever opens the file, so such a text begins with an apostrophe.
    public static String cell(String text) {
        var safe = formula(text) ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /// What a cell stood for before [#cell] wrote it.
    public static String text(String cell) {
        return cell.startsWith("'") && formula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /// Whether it is one, or one behind apostrophes: those are told from ours by one more.
    private static boolean formula(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
    }
}
