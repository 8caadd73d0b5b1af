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
        listed(audit.get("/api/audit-logs/all", "What happened at all"));
        file(audit.get("/api/audit-logs/export", "What happened to your account, as a file"));
        file(audit.get("/api/audit-logs/all/export", "What happened at all, as a file"))
                .details("Leaves an entry of its own, `AUDIT_LOG_EXPORTED`.");
        audit.get("/api/audit-logs/activity", "How many sign-ins and refusals each of the last 30 days saw")
                .query("zone", Schema.text(), "The time zone whose days are meant, `Europe/Berlin`; UTC without")
                .answers(200, Schema.list(Activity.Day.class))
                .refuses(400, "validation_failed");
        audit.get("/api/audit-logs/filters/client-names", "The names of apps in the log")
                .answers(200, Schema.list(Schema.text()));
        audit.get("/api/audit-logs/filters/users", "The people in the log: usernames by id")
                .answers(200, Schema.map(Schema.text()));
    }

    private static Operation listed(Operation operation) {
        return narrowed(operation.lists(EntryView.class))
                .details("""
                        A list holds the newest 10,000 entries that are wanted, or 1,000 if it is searched or has \
                        several filters, and sorts those. By `createdAt`, ascending, it holds the oldest.""")
                .sortedBy("createdAt", "event", "ipAddress", "country", "city", "userAgent");
    }

    /// All entries at once, the oldest first.
    private static Operation file(Operation operation) {
        return narrowed(operation)
                .query("format", Schema.oneOf("csv", "json"), "Needed")
                .answersWith(200, "text/csv")
                .answers(200, Schema.list(EntryView.class));
    }

    private static Operation narrowed(Operation operation) {
        return operation
                .filteredBy("event", "userID", "clientID", "clientName", "location")
                .query("filters[from]", Schema.time(), "Entries from this moment on")
                .query("filters[to]", Schema.time(), "Entries before this moment")
                .searched(
                        "event, app, place and, among everybody's entries, the names of people; or a whole IP address")
                .refuses(400, "validation_failed");
    }
}
