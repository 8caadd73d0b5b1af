package dev.latchkey.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The file `.env` in the working directory: lines of `NAME=value`, with or without `export`, values in quotes or not.
/// What the process's own environment says wins.
public final class DotEnv {
    private DotEnv() {}

    /// The environment together with the file, if there is one.
    ///
    /// @throws IOException if the file is there and cannot be read
    public static Map<String, String> around(Map<String, String> environment, Path directory) throws IOException {
        var file = directory.resolve(".env");
        if (!Files.isRegularFile(file)) {
            return environment;
        }
        var variables = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var text = line.strip().replaceFirst("^export\\s+", "");
            int equals = text.indexOf('=');
            if (equals > 0 && !text.startsWith("#")) {
                variables.put(
                        text.substring(0, equals).strip(),
                        value(text.substring(equals + 1).strip()));
            }
        }
        variables.putAll(environment);
        return variables;
    }

    private static String value(String text) {
        for (var quote : new String[] {"\"", "'"}) {
            int end = text.indexOf(quote, 1);
            if (text.startsWith(quote) && end > 0) {
                return text.substring(1, end);
            }
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }
}
