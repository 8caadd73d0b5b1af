package dev.latchkey.platform.pages;

import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.WebFiles;

/// Where the built script and style sheet of the server's own pages are, by the names the web build gave them.
///
/// @param script the address of the script
/// @param style the address of the style sheet
record Assets(String script, String style) {
    /// Reads Vite's manifest.
    static Assets read(WebFiles files) {
        var manifest = Json.mapper().readTree(files.text("/manifest.json"));
        var entry = manifest.get("src/auth/auth.ts");
        return new Assets(
                "/" + entry.get("file").stringValue(),
                "/" + entry.get("css").get(0).stringValue());
    }
}
