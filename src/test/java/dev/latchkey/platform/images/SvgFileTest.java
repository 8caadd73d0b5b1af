package dev.latchkey.platform.images;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.RefusalException;
import dev.latchkey.testkit.SampleImages;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvgFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<script xlink:href='https://evil.example/a.js' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
                "<rect onload='alert(1)' width='8'/>",
                "<rect ONCLICK='alert(1)'/>",
                "<a href='javascript:alert(1)'><rect width='8'/></a>",
                "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example'/></foreignObject>",
                "<image href='https://evil.example/pixel.png'/>",
                "<image href='data:image/svg+xml;base64,PHN2Zz4='/>",
                "<use href='https://evil.example/a.svg#b'/>",
                "<rect style='fill:url(https://evil.example/a)'/>",
                "<rect fill='url( \"https://evil.example/a\" )'/>",
                "<style>@import 'https://evil.example/a.css';</style>",
                "<style>rect{background:url(//evil.example/a)}</style>",
                "<rect fill='url(\t https://evil.example/a)'/>",
                "<rect fill='URL( https://evil.example/a#g)'/>",
                "<rect fill='url(\"https://evil.example/a#g\")'/>",
                "<rect fill='url( \"\" ) url(https://evil.example/a)'/>",
                "<rect fill='url(\" #evil\")'/>",
                "<rect fill='url(/**/#evil)'/>",
                "<rect fill='url(&#39;&#39;#evil)'/>",
                "<rect fill='url(#g) url(https://evil.example/a)'/>",
                "<rect fill='url(&quot;#g&quot;),url(evil)'/>",
                "<rect style='fill:image(&quot;https://evil.example/a&quot;)'/>",
                "<rect style='fill:image-set(&quot;https://evil.example/a&quot; 1x)'/>",
                "<rect style='fill:src(&quot;https://evil.example/a&quot;)'/>",
                "<style>rect{fill:url(#g)} circle{fill:url( 'https://evil.example/a')}</style>",
                "<style>rect{background:u\\72l(https://evil.example/a)}</style>",
                "<animate attributeName='href' values='javascript:alert(1)'/>",
                "<set attributeName='onload' to='alert(1)'/>",
                "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
                "<html:img xmlns:html='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/>"
            })
    void whatRunsOrLoadsSomethingIsLeftOut(String inside) {
        var clean = clean(SampleImages.svg(inside)).toLowerCase(Locale.ROOT);
        assertFalse(clean.contains("alert"), clean);
        assertFalse(clean.contains("evil"), clean);
        assertFalse(clean.contains("script"), clean);
        assertFalse(clean.contains("svg+xml"), clean);
    }

    @Test
    void whatDrawsIsKept() {
        var clean = clean(SampleImages.svg("""
                <defs><linearGradient id='g'><stop offset='0' stop-color='#fff'/></linearGradient></defs>
                <style>.a{fill:url(#g)}</style>
                <path class='a' d='M0 0h8v8z' style='stroke:red' transform='scale(2)'/>
                <use xlink:href='#g' xmlns:xlink='http://www.w3.org/1999/xlink'/>
                <text x='1'>5 &lt; 6 &amp; more</text>
                <image href='data:image/png;base64,iVBORw0KGgo='/>"""));
        for (var kept : new String[] {
            "linearGradient id=\"g\"",
            "stop-color=\"#fff\"",
            ".a{fill:url(#g)}",
            "d=\"M0 0h8v8z\"",
            "style=\"stroke:red\"",
            "xlink:href=\"#g\"",
            "5 &lt; 6 &amp; more",
            "data:image/png;base64,iVBORw0KGgo="
        }) {
            assertTrue(clean.contains(kept), kept + " in " + clean);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"url(#g)", "url( #g )", "url('#g')", "url( \"#g\" )", "URL(#g)", "url(\n#g)", "url(#g) red"})
    void aGradientOfTheDrawingItselfIsKeptHoweverItIsNamed(String paint) {
        var value = paint.replace("\"", "&quot;").replace("'", "&apos;").replace("\n", "&#10;");
        var clean = clean(SampleImages.svg("<rect fill=\"" + value + "\"/><style>rect{fill:" + paint + "}</style>"));
        assertTrue(clean.contains("fill=\""), clean);
        assertTrue(clean.contains("rect{fill:"), clean);
    }

    @Test
    void whatAnEditorAddsIsLeftOut() {
        var clean = clean(
                SampleImages.svg(
                        "<metadata><x>somebody</x></metadata><g xmlns:e='urn:editor' e:path='/home/somebody'/><!-- somebody -->"));
        assertFalse(clean.contains("somebody"), clean);
    }

    @Test
    void noEntityIsExpanded() {
        var lol =
                "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
        for (var inside : new String[] {"<text>&b;</text>", "<text>&x;</text>"}) {
            var file = (lol + "<svg xmlns='http://www.w3.org/2000/svg'>" + inside + "</svg>")
                    .getBytes(StandardCharsets.UTF_8);
            assertThrows(RefusalException.class, () -> ImageFile.of(file));
        }
    }

    @Test
    void aDocumentTypeAloneDoesNoHarm() {
        var clean = clean(("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'https://evil.example/svg11.dtd'>"
                        + "<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>")
                .getBytes(StandardCharsets.UTF_8));
        assertFalse(clean.contains("DOCTYPE"), clean);
    }

    @Test
    void whatIsTooDeepOrNotWellFormedIsRefused() {
        for (var inside :
                new String[] {"<g>".repeat(200) + "</g>".repeat(200), "<g>", "<g></h>", "<rect/>".repeat(30_000)}) {
            assertThrows(RefusalException.class, () -> ImageFile.of(SampleImages.svg(inside)));
        }
    }

    private static String clean(byte[] svg) {
        return new String(ImageFile.of(svg).content(), StandardCharsets.UTF_8);
    }
}
