package dev.latchkey.platform.mail;

import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.pages.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one person is told, in their language, without any form yet: the HTML and the text are made of the same parts.
/// Each change makes a new letter.
///
/// @param language the tag of the language it is written in
/// @param greeting a line of its own, above the rest
/// @param paragraphs what is to be said
/// @param code something to type; empty if there is nothing
/// @param action what the button says; empty if there is none
/// @param link where the button leads
/// @param facts what the person can recognise the matter by, each under its name
/// @param note what stands below, in small letters
public record Letter(
        String name,
        String address,
        String language,
        String subject,
        String greeting,
        List<String> paragraphs,
        String code,
        String action,
        String link,
        Map<String, String> facts,
        String note) {

    public Letter {
        paragraphs = List.copyOf(paragraphs);
    }

    public static Letter to(Recipient recipient, String language, String subject, String greeting) {
        return new Letter(
                recipient.name(),
                recipient.address(),
                language,
                subject,
                greeting,
                List.of(),
                "",
                "",
                "",
                Map.of(),
                "");
    }

    public Letter says(String paragraph) {
        var more = new ArrayList<>(paragraphs);
        more.add(paragraph);
        return new Letter(name, address, language, subject, greeting, more, code, action, link, facts, note);
    }

    /// Shows a code to type.
    public Letter code(String shown) {
        return new Letter(name, address, language, subject, greeting, paragraphs, shown, action, link, facts, note);
    }

    /// Has a button.
    public Letter button(String label, String leadsTo) {
        return new Letter(name, address, language, subject, greeting, paragraphs, code, label, leadsTo, facts, note);
    }

    public Letter fact(String label, String value) {
        var more = new LinkedHashMap<>(facts);
        more.put(label, value);
        return new Letter(name, address, language, subject, greeting, paragraphs, code, action, link, more, note);
    }

    public Letter note(String below) {
        return new Letter(name, address, language, subject, greeting, paragraphs, code, action, link, facts, below);
    }

    /// As it waits to be sent.
    String written() {
        return Json.text(this);
    }

    static Letter read(String written) {
        return Json.mapper().readValue(written, Letter.class);
    }

    /// Which way the language runs, as HTML says it.
    public String direction() {
        return Language.direction(language);
    }

    /// For programs that show no HTML, and people who want none.
    String text() {
        var text = new StringBuilder(greeting).append("\n\n");
        paragraphs.forEach(paragraph -> text.append(paragraph).append("\n\n"));
        if (!code.isEmpty()) {
            text.append("    ").append(code).append("\n\n");
        }
        if (!link.isEmpty()) {
            text.append(action).append(":\n").append(link).append("\n\n");
        }
        facts.forEach(
                (label, value) -> text.append(label).append(": ").append(value).append('\n'));
        text.append(facts.isEmpty() ? "" : "\n");
        return note.isEmpty() ? text.toString() : text.append(note).append('\n').toString();
    }

    /// It may hold a code.
    @Override
    public String toString() {
        return "Letter[" + subject + "]";
    }
}
