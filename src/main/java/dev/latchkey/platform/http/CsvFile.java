package dev.latchkey.platform.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file from a spreadsheet, read whole (RFC 4180): in UTF-8, with or without a byte order mark, its cells divided by
/// commas, semicolons or tabs, whichever its first line has most of. Lines without anything in them are left out.
public final class CsvFile {
    private static final char MARK = '\uFEFF';
    private static final int END = -1;

    private final String text;
    private final char separator;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private int number = 1;
    private int began = 1;

    private CsvFile(String text) {
        this.text = text;
        this.separator = separator(text);
    }

    /// @param number where it begins, counted from 1
    public record Line(int number, List<String> cells) {}

    public sealed interface Read {
        record Whole(List<Line> lines) implements Read {}

        /// @param line where reading ended
        /// @param code `not_utf8`, `unclosed_quote`, `text_after_quote`
        /// @param message the end of a sentence that begins with the line
        record Broken(int line, String code, String message) implements Read {}
    }

    public static Read read(byte[] bytes) {
        var from = ByteBuffer.wrap(bytes);
        var to = CharBuffer.allocate(bytes.length);
        var decoded = StandardCharsets.UTF_8.newDecoder().decode(from, to, true);
        var text = to.flip().toString();
        int nul = text.indexOf('\0');
        if (decoded.isError() || nul >= 0) {
            var before = nul >= 0 ? text.substring(0, nul) : text;
            return new Read.Broken(
                    1 + (int) before.chars().filter(c -> c == '\n').count(), "not_utf8", "is not encoded in UTF-8");
        }
        var file = new CsvFile(text.indexOf(MARK) == 0 ? text.substring(1) : text);
        return file.parse().<Read>map(broken -> broken).orElseGet(() -> new Read.Whole(List.copyOf(file.lines)));
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        var first = end < 0 ? text : text.substring(0, end);
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private Optional<Read.Broken> parse() {
        int at = 0;
        while (at <= text.length()) {
            boolean quoted = charAt(at) == '"';
            int end = quoted ? readQuoted(at + 1) : readPlain(at);
            if (end == END) {
                return Optional.of(
                        new Read.Broken(began, "unclosed_quote", "has a quotation mark that is never closed"));
            }
            int next = charAt(end);
            if (next != END && next != separator && next != '\r' && next != '\n') {
                return Optional.of(
                        new Read.Broken(number, "text_after_quote", "has text behind a closing quotation mark"));
            }
            cells.add(cell.toString());
            cell.setLength(0);
            if (next != separator) {
                endLine();
            }
            at = end + (next == '\r' && charAt(end + 1) == '\n' ? 2 : 1);
        }
        return Optional.empty();
    }

    private int charAt(int at) {
        return at < text.length() ? text.charAt(at) : END;
    }

    /// @return where the cell ends
    private int readPlain(int from) {
        int at = from;
        for (int c = charAt(at); c != END && c != separator && c != '\r' && c != '\n'; c = charAt(at)) {
            cell.append((char) c);
            at++;
        }
        return at;
    }

    /// @return where the cell ends, behind its closing quotation mark; [#END] if it has none
    private int readQuoted(int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && charAt(at + 1) != '"') {
                return at + 1;
            }
            if (c == '"') {
                at++;
            } else if (c == '\n') {
                number++;
            }
            cell.append(c);
        }
        return END;
    }

    private void endLine() {
        if (cells.stream().anyMatch(text -> !text.isBlank())) {
            lines.add(new Line(began, List.copyOf(cells)));
        }
        cells = new ArrayList<>();
        number++;
        began = number;
    }
}
