package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Csv;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/// Everybody as a file for a spreadsheet, written while it is sent.
final class PeopleExport {
    private static final int BATCH = 500;
    private static final RateLimits.Policy EXPORTS = new RateLimits.Policy("people-export", Duration.ofSeconds(10), 10);
    /// The columns, which an import takes as well.
    static final List<String> COLUMNS = List.of(
            "id",
            "username",
            "email",
            "emailVerified",
            "firstName",
            "lastName",
            "displayName",
            "isAdmin",
            "disabled",
            "locale",
            "userGroups");

    private final Db db;
    private final RateLimits limits;
    private final Users users;
    private final Groups groups;
    private final Audit audit;

    PeopleExport(Db db, RateLimits limits, Users users, Groups groups, Audit audit) {
        this.db = db;
        this.limits = limits;
        this.users = users;
        this.groups = groups;
        this.audit = audit;
    }

    void routes(Routes routes) {
        routes.administrator(Area.USERS).get("/api/users/export", this::export);
    }

    /// Whoever takes everybody's data away leaves an entry.
    private Reply export(Call call) {
        var caller = call.caller(Caller.class).userId();
        limits.take(EXPORTS, caller);
        db.write(tx -> {
            audit.record(tx, AuditEntry.of(call, "USERS_EXPORTED").actor(caller));
            return true;
        });
        var name = "people-" + LocalDate.ofInstant(db.now(), ZoneOffset.UTC) + ".csv";
        return Reply.stream(200, Csv.CONTENT_TYPE, this::write).asFile(name);
    }

    /// A transaction for each batch, none while the client is waited for. Who is added meanwhile may be missing.
    private void write(OutputStream out) throws IOException {
        out.write(bytes(Csv.line(COLUMNS)));
        var after = "";
        while (true) {
            var batch = batch(after);
            for (var line : batch.lines()) {
                out.write(bytes(line));
            }
            if (batch.lines().size() < BATCH) {
                return;
            }
            after = batch.last();
        }
    }

    private record Batch(List<String> lines, String last) {}

    private Batch batch(String after) {
        return db.read(tx -> {
            var people = users.after(tx, after, BATCH);
            var groupsOf = groups.of(tx, people.stream().map(User::id).toList());
            var lines = people.stream()
                    .map(user -> line(user, groupsOf.getOrDefault(user.id(), List.of())))
                    .toList();
            return new Batch(lines, people.isEmpty() ? "" : people.getLast().username());
        });
    }

    private static String line(User user, List<Group> groups) {
        return Csv.line(List.of(
                user.id().value(),
                user.username(),
                user.email().orElse(""),
                Boolean.toString(user.emailVerified()),
                user.firstName(),
                user.lastName(),
                user.displayName(),
                Boolean.toString(user.administrator()),
                Boolean.toString(user.disabled()),
                user.locale().orElse(""),
                groups.stream().map(Group::name).collect(Collectors.joining(", "))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
