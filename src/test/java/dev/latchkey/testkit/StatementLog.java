package dev.latchkey.testkit;

import dev.latchkey.platform.db.Dialect;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What a server asks its database, as PostgreSQL writes it down before it runs each statement.
///
/// @param database PostgreSQL's, told to write statements down; a server started on it is what is listened to
public record StatementLog(TestDatabase database, Path log) {
    private static final Pattern STATEMENT = Pattern.compile("^.*? LOG:  execute [^:]*: ", Pattern.MULTILINE);
    private static final Pattern OF_A_TRANSACTION = Pattern.compile("^(BEGIN|COMMIT|ROLLBACK|SET )");

    public static StatementLog begin() {
        var database = TestDatabase.create(Dialect.POSTGRESQL);
        var name = database.address().substring(database.address().lastIndexOf('/') + 1);
        database.execute("alter database " + name + " set log_statement = 'all'");
        return new StatementLog(database, PostgresqlCluster.shared().log());
    }

    /// The statements that ran while something was done, in order. What begins and ends a transaction is not counted.
    public List<String> of(Runnable act) {
        try {
            long before = Files.size(log);
            act.run();
            try (var file = new RandomAccessFile(log.toFile(), "r")) {
                var written = new byte[(int) (file.length() - before)];
                file.seek(before);
                file.readFully(written);
                return STATEMENT
                        .splitAsStream(new String(written, StandardCharsets.UTF_8))
                        .skip(1)
                        .filter(statement ->
                                !OF_A_TRANSACTION.matcher(statement).find())
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
