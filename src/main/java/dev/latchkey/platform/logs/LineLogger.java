package dev.latchkey.platform.logs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// Writes one line per event: `time level event key=value … request_id=…`, or the same as a JSON object. Line
/// breaks and control characters inside a message are escaped, so that nobody writes a line of his own.
///
/// Libraries are heard from `WARN` up, whatever the level.
final class LineLogger extends AbstractLogger {
    private static final long serialVersionUID = 1;

    private final boolean ours;

    LineLogger(String name) {
        this.name = name;
        this.ours = name.startsWith("dev.latchkey") || name.equals("http");
    }

    private boolean writes(Level level) {
        return level.toInt() >= LogSettings.level().toInt() && (ours || level.toInt() >= Level.WARN.toInt());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        var text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
        var line = LogSettings.json() ? json(level, text, cause) : plain(level, text, cause);
        var bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        var stream = LogSettings.stream();
        stream.write(bytes, 0, bytes.length);
        stream.flush();
    }

    private String plain(Level level, String text, @Nullable Throwable cause) {
        var line = new StringBuilder()
                .append(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(level)
                .append(' ')
                .append(oneLine(text));
        if (!ours) {
            line.append(" logger=").append(name);
        }
        if (RequestId.CURRENT.isBound()) {
            line.append(" request_id=").append(RequestId.CURRENT.get());
        }
        return cause == null
                ? line.toString()
                : line.append('\n').append(trace(cause)).toString();
    }

    private String json(Level level, String text, @Nullable Throwable cause) {
        var line = new StringBuilder("{\"time\":");
        quote(line, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        quote(line.append(",\"level\":"), level.toString());
        quote(line.append(",\"msg\":"), text);
        if (!ours) {
            quote(line.append(",\"logger\":"), name);
        }
        if (RequestId.CURRENT.isBound()) {
            quote(line.append(",\"request_id\":"), RequestId.CURRENT.get());
        }
        if (cause != null) {
            quote(line.append(",\"cause\":"), trace(cause));
        }
        return line.append('}').toString();
    }

    private static String trace(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }

    private static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c < 0x20 || c == 0x7f) {
                line.append("\\u%04x".formatted(c));
            } else {
                line.append((char) c);
            }
        });
        return line.toString();
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                line.append('\\').append((char) c);
            } else if (c < 0x20 || c == 0x7f) {
                line.append("\\u%04x".formatted(c));
            } else {
                line.append((char) c);
            }
        });
        line.append('"');
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return writes(Level.TRACE);
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return writes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return writes(Level.DEBUG);
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return writes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return writes(Level.INFO);
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return writes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return writes(Level.WARN);
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return writes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return writes(Level.ERROR);
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return writes(Level.ERROR);
    }
}
