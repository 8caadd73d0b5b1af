/// One database behind two engines: SQLite in a file, or PostgreSQL.
///
/// [dev.latchkey.platform.db.Db] runs a lambda in a transaction (`write`) or on a reading connection (`read`);
/// [dev.latchkey.platform.db.Tx] takes SQL with named parameters. SQLite has one writer and several readers (WAL,
/// `synchronous=FULL`); PostgreSQL has a pool. Migrations share one numbering, listed in `migrations/index`.
/// Tables: `latchkey_schema` (applied migrations).
@NullMarked
package dev.latchkey.platform.db;

import org.jspecify.annotations.NullMarked;
