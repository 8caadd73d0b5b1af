package dev.latchkey.platform.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole numbers as CLDR's chart of plural rules sorts them.
class PluralsTest {
    @ParameterizedTest
    @CsvSource({
        "en, one, 1",
        "en, other, 0 2 21 1000000",
        "de, one, 1",
        "de, other, 0 2 11",
        "ja, other, 0 1 2",
        "zh-CN, other, 0 1 2",
        "fr, one, 0 1",
        "fr, other, 2 21",
        "fr, many, 1000000",
        "es, one, 1",
        "es, other, 0 2",
        "es, many, 2000000",
        "pt-BR, one, 0 1",
        "pt-BR, other, 2",
        "pl, one, 1",
        "pl, few, 2 4 22 104",
        "pl, many, 0 5 11 12 14 21 112",
        "ru, one, 1 21 101",
        "ru, few, 2 3 4 22",
        "ru, many, 0 5 11 12 14 111",
        "uk, one, 1 31",
        "uk, few, 3 33",
        "uk, many, 0 11 20",
        "ar, zero, 0",
        "ar, one, 1",
        "ar, two, 2",
        "ar, few, 3 10 103",
        "ar, many, 11 99 111",
        "ar, other, 100 102 200",
    })
    void eachNumberHasItsForm(String language, String form, String numbers) {
        for (var number : numbers.split(" ", -1)) {
            assertEquals(form, Plurals.form(language, Long.parseLong(number)), language + " " + number);
        }
    }
}
