package dev.latchkey.platform.db;

import dev.latchkey.platform.crypto.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings the schema up to date: every file named in `migrations/index`, once, in that order, each in a transaction.
/// Where each engine needs a file of its own, the name there ends in `.*`.
///
/// Several servers may start at once: one migrates, the others wait for it. A merged file is never edited; its checksum
/// is compared at every start.
final class Migrations {
    private static final long LOCK = 0x6c61_7463_686b_6579L; // "latchkey"

    /// Ends the name of a migration that each engine has a file of its own for.
    private static final String VARIANT = ".*";

    private final Db db;

    Migrations(Db db) {
        this.db = db;
    }

    private record Migration(int version, String name, String sql) {
        String checksum() {
            return Hashes.sha256Hex(sql);
        }
    }

    void apply() {
        var known = known();
        if (upToDate(known)) {
            return;
        }
        db.write(tx -> {
            tx.unlimited();
            if (tx.dialect() == Dialect.POSTGRESQL) {
                tx.sql("select pg_advisory_xact_lock(:lock)").bind("lock", LOCK).first(_ -> true);
            }
            refuseForeign(tx);
            tx.sql("""
                    create table if not exists latchkey_schema (
                      version integer primary key,
                      name text not null,
                      checksum text not null,
                      applied_at bigint not null
                    )""").update();
            var applied = applied(tx);
            check(known, applied);
            known.stream()
                    .filter(migration -> !applied.containsKey(migration.version()))
                    .forEach(m -> run(tx, m));
            return true;
        });
    }

    private boolean upToDate(List<Migration> known) {
        return db.read(tx -> {
            if (!tableExists(tx, "latchkey_schema")) {
                return false;
            }
            var applied = applied(tx);
            check(known, applied);
            return applied.size() == known.size();
        });
    }

    private static void run(Tx tx, Migration migration) {
        for (var statement : migration.sql().split(";\\s*\\n")) {
            if (!statement.isBlank()) {
                tx.sql(statement).update();
            }
        }
        tx.sql("""
                insert into latchkey_schema (version, name, checksum, applied_at)
                values (:version, :name, :checksum, :now)
                """)
                .bind("version", migration.version())
                .bind("name", migration.name())
                .bind("checksum", migration.checksum())
                .bind("now", tx.now())
                .update();
    }

    private static Map<Integer, String> applied(Tx tx) {
        var applied = new HashMap<Integer, String>();
        tx.sql("select version, checksum from latchkey_schema")
                .list(row -> applied.put(row.integer("version"), row.text("checksum")));
        return applied;
    }

    private static void check(List<Migration> known, Map<Integer, String> applied) {
        int newest = known.isEmpty() ? 0 : known.getLast().version();
        int there = applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (there > newest) {
            throw new SchemaRefused(
                    "The database was written by a newer Latchkey (schema " + there + ", this version knows " + newest
                            + "). Start that version again, or restore a backup from before the upgrade.");
        }
        for (var migration : known) {
            var checksum = applied.get(migration.version());
            if (checksum != null && !checksum.equals(migration.checksum())) {
                throw new SchemaRefused(
                        "Migration " + migration.name() + " was applied to this database in another form. "
                                + "Use the release that the database was made with.");
            }
        }
    }

    private static void refuseForeign(Tx tx) {
        if (!tableExists(tx, "latchkey_schema") && (tableExists(tx, "users") || tableExists(tx, "schema_migrations"))) {
            throw new SchemaRefused(
                    "This database belongs to another program, Pocket ID perhaps. It was left untouched. "
                            + "Point DB_CONNECTION_STRING at a database of its own; the other program's data is taken over from "
                            + "its export, with the command import of a release that has it.");
        }
    }

    private static boolean tableExists(Tx tx, String name) {
        var sql = tx.dialect() == Dialect.SQLITE
                ? "select 1 from sqlite_master where type = 'table' and name = :name"
                : "select 1 from information_schema.tables where table_schema = current_schema() and table_name = :name";
        return tx.sql(sql).bind("name", name).exists();
    }

    private List<Migration> known() {
        var migrations = new ArrayList<Migration>();
        for (var line : text("index").split("\\s+")) {
            int version = Integer.parseInt(line.substring(0, 3));
            var name = line.replace(VARIANT, "");
            var file = line.replace(VARIANT, "." + db.dialect().suffix()) + ".sql";
            migrations.add(new Migration(version, name, text(file)));
        }
        return List.copyOf(migrations);
    }

    private static String text(String file) {
        try (var stream = Migrations.class.getResourceAsStream("/migrations/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("migrations/" + file + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
