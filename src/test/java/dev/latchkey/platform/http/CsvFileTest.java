package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFileTest {
    @Test
    void cellsAreDividedByWhatTheFirstLineHasMostOf() {
        assertEquals(List.of(List.of("a", "b;c"), List.of("1", "2")), cells("a,b;c\n1,2"));
        assertEquals(List.of(List.of("a", "b,c", "d"), List.of("1,5", "2", "3")), cells("a;b,c;d\r\n1,5;2;3\r\n"));
        assertEquals(List.of(List.of("a", "b"), List.of("1", "2")), cells("a\tb\n1\t2\n"));
    }

    @Test
    void quotationMarksHoldWhatWouldDivideOrEnd() {
        assertEquals(List.of(List.of("a,b", "say \"hi\"", "")), cells("\"a,b\",\"say \"\"hi\"\"\",\n"));
        assertEquals(List.of(List.of("two\r\nlines", "x")), cells("\"two\r\nlines\",x"));
        assertEquals(List.of(List.of("5\" disk", "x")), cells("5\" disk,x"));
    }

    @Test
    void theMarkOfUtf8IsNoPartOfTheFirstCell() {
        assertEquals(List.of(List.of("username", "Ä")), cells("\uFEFFusername,Ä"));
    }

    @Test
    void emptyLinesAreLeftOutAndLinesKeepTheirNumbers() {
        var lines = whole("a,b\n\n , \n\"1\n2\",3\r\n4,5\r6,7").lines();
        assertEquals(
                List.of(1, 4, 6, 7), lines.stream().map(CsvFile.Line::number).toList());
    }

    @Test
    void nothingIsNoLine() {
        assertEquals(List.of(), cells(""));
        assertEquals(List.of(), cells("\uFEFF\r\n"));
    }

    @Test
    void whatCannotBeReadNamesItsLine() {
        broken(2, "unclosed_quote", "a,b\n1,\"2\n3,4\n", StandardCharsets.UTF_8);
        broken(3, "text_after_quote", "a,b\n1,2\n\"3\"x,4\n", StandardCharsets.UTF_8);
        broken(2, "not_utf8", "a,b\n1,Zoë\n", StandardCharsets.ISO_8859_1);
        broken(1, "not_utf8", "a,b\n", StandardCharsets.UTF_16);
        broken(2, "not_utf8", "a,b\n1,\0", StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var texts = List.of("=1+1", "'=1+1", "''@x", "plain", "it's", "'quoted'", "a\"b,c;d\ne", "");
        var read = cells(Csv.line(List.of("a", "b", "c", "d", "e", "f", "g", "h")) + Csv.line(texts));
        assertEquals(texts, read.get(1).stream().map(Csv::text).toList());
    }

    private static List<List<String>> cells(String text) {
        return whole(text).lines().stream().map(CsvFile.Line::cells).toList();
    }

    private static CsvFile.Read.Whole whole(String text) {
        return assertInstanceOf(CsvFile.Read.Whole.class, CsvFile.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void broken(int line, String code, String text, Charset charset) {
        var broken = assertInstanceOf(CsvFile.Read.Broken.class, CsvFile.read(text.getBytes(charset)));
        assertEquals(line, broken.line());
        assertEquals(code, broken.code());
    }
}
