/// The audit log: who did what, from where, written in the transaction of the change itself.
///
/// ```
/// Audit ──────── adds entries          AuditEntry, Place
/// AuditLog ───── lists and files       Wanted → StoredEntry → EntryView, AuditExport
/// ```
///
/// Owns the table `audit_log`, which is only ever added to, until entries are older than they are kept. It knows people
/// and apps by their ids alone, so that everything above may record without being known here.
@NullMarked
package dev.latchkey.audit;

import org.jspecify.annotations.NullMarked;
