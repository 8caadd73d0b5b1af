/// The audit log: who did what, from where, written in the transaction of the change itself.
///
/// ```
/// Audit ─────────── adds entries         AuditEntry, Changes; `places` says where an address is
/// RefusedAttempts ─ counts them          of what anybody may try without end
/// AuditLog ──────── lists and files      EntryQuery → Criteria → EntryList → StoredEntry → EntryView
///                                        AuditExport, Activity
/// ```
///
/// Owns the table `audit_log`, which is only ever added to, until entries are older than they are kept; an entry about
/// refused attempts counts for a minute. It knows people and apps by their ids alone, so that everything above may
/// record without being known here.
@NullMarked
package dev.latchkey.audit;

import org.jspecify.annotations.NullMarked;
