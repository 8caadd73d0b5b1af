package dev.latchkey.overview;

import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.http.Scope;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.platform.openapi.Operations;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `GET /api/overview`: what an administrator should look at.
public final class Overview {
    private final Db db;
    private final Mail mail;
    private final String version;

    /// @param version of this server
    public Overview(Db db, Mail mail, String version) {
        this.db = db;
        this.mail = mail;
        this.version = version;
    }

    public void routes(Routes routes) {
        routes.administrator(Area.SETTINGS).get("/api/overview", this::overview);
        routes.described(Overview::describe);
    }

    private static void describe(Operations operations) {
        operations
                .about("Overview")
                .get("/api/overview", "What needs an administrator's attention")
                .details("To an API key with scopes, `people` needs `users:read` and `apps` needs `apps:read`; "
                        + "they are null without, and `totals` always is.")
                .answers(200, View.class);
    }

    /// An API key with scopes is told what belongs to its areas; the rest is null.
    private record View(
            String version,
            @Nullable Totals totals,
            Attention.@Nullable People people,
            Attention.@Nullable Apps apps,
            MailView mail) {}

    /// @param lastError the reason of the youngest failure among the letters that wait or were given up
    private record MailView(
            int waiting,
            int givenUp,
            @Nullable String lastError,
            @Nullable String lastErrorAt) {}

    private Reply overview(Call call) {
        var caller = call.caller(Caller.class);
        return Reply.json(
                200,
                db.read(tx -> new View(
                        version,
                        caller.restricted() ? null : Totals.count(tx),
                        part(caller, Scope.USERS_READ, () -> Attention.people(tx))
                                .orElse(null),
                        part(caller, Scope.APPS_READ, () -> Attention.apps(tx)).orElse(null),
                        mail(tx))));
    }

    private static <T> Optional<T> part(Caller caller, Scope scope, Supplier<T> part) {
        return caller.permits(scope) ? Optional.of(part.get()) : Optional.empty();
    }

    private MailView mail(Tx tx) {
        var backlog = mail.backlog(tx);
        var last = backlog.lastFailure();
        return new MailView(
                backlog.waiting(),
                backlog.givenUp(),
                last.map(failure -> failure.error()).orElse(null),
                last.map(failure -> failure.at().toString()).orElse(null));
    }
}
