package dev.latchkey.audit;

import dev.latchkey.platform.openapi.Operation;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [AuditLog] tells about its routes.
final class AuditDescription {
    private AuditDescription() {}

    static void write(Operations operations) {
        var audit = operations.about("Audit log");
        listed(audit.get("/api/audit-logs", "What happened to your account"));
        listed(audit.get("/api/audit-logs/all", "What happened at all")).filteredBy("clientName", "location");
        audit.get("/api/audit-logs/filters/client-names", "The names of apps in the log")
                .answers(200, Schema.list(Schema.text()));
        audit.get("/api/audit-logs/filters/users", "The people in the log: usernames by id")
                .answers(200, Schema.map(Schema.text()));
    }

    private static Operation listed(Operation operation) {
        return operation
                .lists(EntryView.class)
                .sortedBy("createdAt", "event", "ipAddress", "country", "city", "userAgent")
                .filteredBy("event", "userID");
    }
}
