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
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
