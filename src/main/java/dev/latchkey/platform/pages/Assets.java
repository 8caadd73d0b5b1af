package dev.latchkey.platform.pages;

import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.WebFiles;
import java.util.Map;
import java.util.stream.Collectors;

/// Where the built files are that pages name, by the names the web build gave them.
///
/// @param script the address of the script of the server's own pages
/// @param style the address of their style sheet
/// @param texts the addresses of the web UI's texts, by the language's tag
record Assets(String script, String style, Map<String, String> texts) {
    private static final String TEXTS = "messages/";
    private static final String ENDING = ".json";

    /// Reads Vite's manifest.
    static Assets read(WebFiles files) {
        var manifest = Json.mapper().readTree(files.text("/manifest.json"));
        var entry = manifest.get("src/auth/auth.ts");
        return new Assets(
                "/" + entry.get("file").stringValue(),
                "/" + entry.get("css").get(0).stringValue(),
                manifest.properties().stream()
                        .filter(file -> file.getKey().startsWith(TEXTS))
                        .collect(Collectors.toUnmodifiableMap(
                                file -> tag(file.getKey()),
                                file -> "/" + file.getValue().get("file").stringValue())));
    }

    private static String tag(String source) {
        return source.substring(TEXTS.length(), source.length() - ENDING.length());
    }
}
