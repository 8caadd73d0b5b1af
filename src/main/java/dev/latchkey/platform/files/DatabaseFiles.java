package dev.latchkey.platform.files;

import dev.latchkey.platform.db.Db;
import java.time.Instant;
import java.util.Optional;

/// Files in the table `files`, each in memory while it is read or written.
final class DatabaseFiles implements FileStore {
    private final Db db;

    DatabaseFiles(Db db) {
        this.db = db;
    }

    @Override
    public Optional<byte[]> read(String path) {
        FileStore.checked(path);
        return db.read(tx -> tx.sql("select content from files where path = :path")
                .bind("path", path)
                .first(row -> row.bytes("content")));
    }

    @Override
    public void write(String path, byte[] content) {
        FileStore.checked(path);
        db.write(tx -> tx.sql("""
                insert into files (path, content, written_at) values (:path, :content, :now)
                on conflict (path) do update set content = excluded.content, written_at = excluded.written_at
                """)
                .bind("path", path)
                .bind("content", content)
                .bind("now", tx.now())
                .update());
    }

    @Override
    public void delete(String path) {
        FileStore.checked(path);
        db.write(tx -> tx.sql("delete from files where path = :path")
                .bind("path", path)
                .update());
    }

    /// A transaction that was cut off leaves nothing.
    @Override
    public void removeLeftovers(Instant before) {}

    /// The server runs on that database.
    @Override
    public void check() {}
}
