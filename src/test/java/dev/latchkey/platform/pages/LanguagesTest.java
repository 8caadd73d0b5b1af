package dev.latchkey.platform.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which language somebody gets. The tests' second catalogue, `qaa` (ISO 639 leaves it to private use), has one text.
class LanguagesTest {
    private final Languages languages = Languages.load();

    private Optional<String> wanted(String locales) {
        return languages.wanted(locales).map(Language::tag);
    }

    private Optional<String> accepted(String header) {
        return languages.accepted(header).map(Language::tag);
    }

    @Test
    void theFirstWishThatCanBeMetIs() {
        assertEquals(Optional.of("qaa"), wanted("fr-CA qaa en"));
        assertEquals(Optional.of("en"), wanted("en-GB qaa"), "the nearest there is (RFC 4647 §3.4)");
        assertEquals(Optional.of("qaa"), wanted("QAA-Latn-DE"));
        assertEquals(Optional.empty(), wanted("fr sv-FI"));
    }

    @Test
    void whatIsNoTagIsPassedOver() {
        assertEquals(Optional.of("qaa"), wanted("  not_a_tag; \u0000 * qaa "));
        assertEquals(Optional.empty(), wanted(""));
        assertEquals(Optional.empty(), wanted("*"));
    }

    @Test
    void aBrowserWeighsItsWishes() {
        assertEquals(Optional.of("qaa"), accepted("fr;q=0.9, en;q=0.2, qaa;q=0.5"));
        assertEquals(Optional.of("en"), accepted("en-US,en;q=0.9,qaa;q=0.8"));
        assertEquals(Optional.empty(), accepted("qaa;q=nonsense"));
        assertEquals(Optional.empty(), accepted("*"));
    }

    @Test
    void ofALongListTheFirstWishesCount() {
        var many = IntStream.range(0, 15_000)
                .mapToObj(i -> "z" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i / 676))
                .collect(Collectors.joining(","));
        assertEquals(Optional.of("qaa"), accepted("qaa," + many));
        assertEquals(Optional.empty(), accepted(many + ",qaa"));
        var one = "xx" + "-ab".repeat(20_000);
        assertEquals(Optional.empty(), accepted(one));
        assertEquals(Optional.of("qaa"), wanted("qaa " + one));
        assertEquals(Optional.empty(), wanted(one + " qaa"));
    }

    @Test
    void aTextThatALanguageLacksIsTheUsualOnes() {
        var qaa = languages.texts(languages.wanted("qaa").orElseThrow());
        assertEquals("Qaa: Notes", qaa.text("auth_interaction_sign_in_title", "app", "Notes"));
        assertEquals(languages.texts(languages.usual()).text("auth_login_other"), qaa.text("auth_login_other"));
    }

    @Test
    void anotherRegionsLanguageWillDoButNotAnotherScript() {
        var many = new Languages(List.of(
                new Language("en", "English"),
                new Language("de", "Deutsch"),
                new Language("pt-BR", "Português (Brasil)"),
                new Language("zh-CN", "简体中文")));
        var expected = Map.of(
                "de-AT", "de",
                "pt", "pt-BR",
                "pt-PT,pt;q=0.9,en;q=0.8", "pt-BR",
                "zh", "zh-CN",
                "zh-Hans-SG", "zh-CN",
                "zh-TW,zh;q=0.9,en;q=0.8", "en",
                "zh-Hant-CN,de;q=0.5", "de",
                "de;q=0,en;q=0.1", "en");
        expected.forEach((header, tag) ->
                assertEquals(Optional.of(tag), many.accepted(header).map(Language::tag), header));
        assertEquals(Optional.empty(), many.accepted("zh-HK,zh;q=0.9"));
    }

    @Test
    void arabicRunsFromRightToLeft() {
        assertEquals("rtl", Language.direction("ar"));
        assertEquals("rtl", Language.direction("ar-EG"));
        assertEquals("ltr", Language.direction("zh-CN"));
    }
}
