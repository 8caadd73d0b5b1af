/// One database behind two engines: SQLite in a file, or PostgreSQL.
///
/// ```
/// Db ─▶ Tx ─▶ Sql ─▶ Row                  a lambda, a statement with named parameters, its rows
/// Database ─▶ SqliteConnections           one writer, several readers: WAL, `synchronous=FULL`
///          ─▶ PostgresqlConnections       a pool; the address: PostgresqlUrl, PostgresqlParameters
///          ─▶ Migrations                  one numbering, listed in `migrations/index`
/// DbConnection ─▶ Prepared                one connection, and the statements it keeps
/// SqlFailures ─▶ ConstraintViolation, DbUnavailable, DbTooSlow
/// DatabaseTime                            what decides over an expiry
/// Dialect, Containing, NamedSql           what differs between the two; text that contains; `:name`
/// ```
///
/// [dev.latchkey.platform.db.Db] runs a lambda in a transaction (`write`) or on a reading connection (`read`); none of
/// them waits for the network. Every package that owns a table calls it.
///
/// Table: `latchkey_schema` (applied migrations).
@NullMarked
package dev.latchkey.platform.db;

import org.jspecify.annotations.NullMarked;
