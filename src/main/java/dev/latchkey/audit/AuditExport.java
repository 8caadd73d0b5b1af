package dev.latchkey.audit;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.Csv;
import dev.latchkey.platform.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Entries as a file, written one after the other.
enum AuditExport {
    /// RFC 4180, in UTF-8, with a line of names.
    CSV(Csv.CONTENT_TYPE) {
        private static final String NAMES =
                "id,createdAt,event,userID,username,actorUsername,ipAddress,country,city,device,data\r\n";

        @Override
        void begin(OutputStream out) throws IOException {
            out.write(bytes(NAMES));
        }

        @Override
        void write(OutputStream out, EntryView entry, boolean first) throws IOException {
            var cells = List.of(
                    entry.id(),
                    entry.createdAt().toString(),
                    entry.event(),
                    entry.userId(),
                    entry.username(),
                    entry.actorUsername(),
                    entry.ipAddress(),
                    entry.country(),
                    entry.city(),
                    entry.device(),
                    Json.text(entry.data()));
            out.write(bytes(Csv.line(cells)));
        }

        @Override
        void end(OutputStream out) {}
    },

    /// An array of the objects that the list is made of, one to a line.
    JSON("application/json; charset=utf-8") {
        @Override
        void begin(OutputStream out) throws IOException {
            out.write('[');
        }

        @Override
        void write(OutputStream out, EntryView entry, boolean first) throws IOException {
            out.write(bytes(first ? "\n" : ",\n"));
            out.write(Json.bytes(entry));
        }

        @Override
        void end(OutputStream out) throws IOException {
            out.write(bytes("\n]\n"));
        }
    };

    private final String contentType;

    AuditExport(String contentType) {
        this.contentType = contentType;
    }

    abstract void begin(OutputStream out) throws IOException;

    abstract void write(OutputStream out, EntryView entry, boolean first) throws IOException;

    abstract void end(OutputStream out) throws IOException;

    String contentType() {
        return contentType;
    }

    /// As a parameter, and at the end of a file's name.
    String spelling() {
        return this == CSV ? "csv" : "json";
    }

    /// @throws dev.latchkey.platform.RefusalException `validation_failed`
    static AuditExport parse(Optional<String> format) {
        return List.of(values()).stream()
                .filter(known -> format.filter(known.spelling()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("format", "invalid_value", "must be csv or json").asException());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
