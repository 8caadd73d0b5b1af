package dev.latchkey.app.commands;

import dev.latchkey.app.Config;
import dev.latchkey.app.DotEnv;
import dev.latchkey.app.Environment;
import dev.latchkey.app.Installation;
import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.places.Places;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.logs.LogSettings;
import dev.latchkey.signin.codes.LoginCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `latchkey one-time-access-token <username or email>`: the way back for who is locked out. It works beside a running
/// server.
@Command(name = "one-time-access-token", description = "Make a link that signs somebody in once")
final class OneTimeAccessToken implements Callable<Integer> {
    private static final Duration LIFE = Duration.ofHours(1);

    @Parameters(arity = "1", paramLabel = "<username or email>", description = "Whose account the link opens")
    private String person = "";

    @Override
    public Integer call() {
        try {
            var config = Environment.read(DotEnv.around(System.getenv(), Path.of("")))
                    .config();
            LogSettings.apply(config.logLevel(), config.logJson(), true, config.logQueryArgs());
            return make(config);
        } catch (Config.Mistakes e) {
            e.all().forEach(mistake -> System.err.println("Error: " + mistake));
            e.hints().forEach(hint -> System.err.println("Note: " + hint));
        } catch (Installation.Refused | IOException e) {
            System.err.println("Error: " + e.getMessage());
        }
        return 1;
    }

    private int make(Config config) throws IOException, Installation.Refused {
        var installation = Installation.open(config);
        try (var db = installation.db()) {
            var users = new Users(installation.random());
            var codes = new LoginCodes(installation.serverKey(), installation.random(), config.rateLimits());
            var audit = new Audit(installation.random(), Places.withoutDatabase());
            var code = db.write(tx -> users.byUsername(tx, person)
                    .or(() -> users.byEmail(tx, person))
                    .map(user -> {
                        audit.record(
                                tx,
                                AuditEntry.local("LOGIN_CODE_CREATED")
                                        .user(user.id().value()));
                        return codes.issue(tx, user.id(), LIFE);
                    }));
            return print(config, code);
        }
    }

    private int print(Config config, Optional<Secret> code) {
        if (code.isEmpty()) {
            System.err.println("Error: user not found");
            return 1;
        }
        System.out.println("A one time access token valid for 1 hour has been created for \"" + person + "\".");
        System.out.println("Use the following URL to sign in once: " + config.appUrl() + "/lc/"
                + code.get().reveal());
        return 0;
    }
}
