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

    /// What a server asks by itself: of a new connection, and from time to time whether settings changed, and whether a
    /// job is due.
    private static final Pattern OF_THE_BACKGROUND =
            Pattern.compile("^(select set_config|select version from settings_version|select due_at from jobs|"
                    + "update jobs set due_at)");

    public static StatementLog begin() {
        var database = TestDatabase.create(Dialect.POSTGRESQL);
        var name = database.address().substring(database.address().lastIndexOf('/') + 1);
        database.execute("alter database " + name + " set log_statement = 'all'");
        return new StatementLog(database, PostgresqlCluster.shared().log());
    }

    /// The statements that ran while something was done, in order. What begins and ends a transaction is not counted,
    /// nor what belongs to no request.
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
                                !OF_A_TRANSACTION.matcher(statement).find()
                                        && !OF_THE_BACKGROUND.matcher(statement).find())
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
