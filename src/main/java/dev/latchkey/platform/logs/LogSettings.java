package dev.latchkey.platform.logs;

import org.slf4j.event.Level;

/// How log lines look and which are written. Set once, before anything else runs.
public final class LogSettings {
    private static volatile Level level = Level.INFO;
    private static volatile boolean json;
    private static volatile boolean standardError;
    private static volatile boolean statements;

    private LogSettings() {}

    /// @param threshold the least severe level that is written
    /// @param asJson JSON lines instead of text
    /// @param toStandardError commands keep standard output for their result
    /// @param withStatements whether SQL statements are written down, at `debug`
    public static void apply(Level threshold, boolean asJson, boolean toStandardError, boolean withStatements) {
        level = threshold;
        json = asJson;
        standardError = toStandardError;
        statements = withStatements;
    }

    /// Whether SQL statements are written down.
    public static boolean statements() {
        return statements;
    }

    static Level level() {
        return level;
    }

    static boolean json() {
        return json;
    }

    static java.io.PrintStream stream() {
        return standardError ? System.err : System.out;
    }
}
