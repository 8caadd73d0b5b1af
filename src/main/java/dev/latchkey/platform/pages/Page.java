package dev.latchkey.platform.pages;

import java.util.Map;

/// What every template is given: texts in the person's language, the installation's name, addresses of script and
/// style.
///
/// @param appName the installation's name
/// @param script the address of the pages' script
/// @param style the address of the pages' style sheet
/// @param branding the address of the style sheet with the installation's own look; empty if there is none
/// @param favicon the address of the picture for tabs
/// @param values what this page shows, by name
public record Page(
        String appName,
        String script,
        String style,
        String branding,
        String favicon,
        Messages messages,
        Map<String, Object> values) {
    /// A text from the catalogue.
    public String text(String key, Object... arguments) {
        return messages.text(key, arguments);
    }

    public String language() {
        return messages.language();
    }
}
