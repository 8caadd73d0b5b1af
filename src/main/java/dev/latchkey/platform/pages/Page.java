package dev.latchkey.platform.pages;

import java.util.List;
import java.util.Map;

/// What every template is given: texts in the person's language, the installation's name, addresses of script and
/// style.
///
/// @param appName the installation's name
/// @param script the address of the pages' script
/// @param style the address of the pages' style sheet
/// @param branding the address of the style sheet with the installation's own look; empty if there is none
/// @param favicon the address of the picture for tabs
/// @param links what the installation links to below its pages
/// @param languages what may be chosen here; none where there is nothing to choose
/// @param here the address of this page, to come back to with another language
/// @param values what this page shows, by name
public record Page(
        String appName,
        String script,
        String style,
        String branding,
        String favicon,
        List<Link> links,
        Messages messages,
        List<Language> languages,
        String here,
        Map<String, Object> values) {
    /// A text from the catalogue.
    public String text(String key, Object... arguments) {
        return messages.text(key, arguments);
    }

    /// The tag of this page's language.
    public String language() {
        return messages.language();
    }

    /// Which way this page's language is written.
    public String direction() {
        return messages.direction();
    }

    /// What the speakers of this page's language call it.
    public String languageName() {
        return languages.stream()
                .filter(language -> language.tag().equals(language()))
                .findFirst()
                .map(Language::name)
                .orElse("");
    }
}
