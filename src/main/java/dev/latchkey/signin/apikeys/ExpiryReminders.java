package dev.latchkey.signin.apikeys;

import dev.latchkey.directory.EmailVerification;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.jobs.Repeated;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/// Reminds people by mail of keys that end soon, once for each end, if that is switched on.
///
/// It looks every hour. That a key's owner was told is written by the statement that finds the key, in the transaction
/// that queues the letter: of several replicas one tells them.
public final class ExpiryReminders implements AutoCloseable {
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final Duration FIRST = Duration.ofMinutes(3);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int AT_ONCE = 100;

    private final Db db;
    private final Users users;
    private final Settings settings;
    private final Mail mail;
    private final Repeated repeated = new Repeated("api-key-reminders", FIRST, EVERY, this::run);

    public ExpiryReminders(Db db, Users users, Settings settings, Mail mail) {
        this.db = db;
        this.users = users;
        this.settings = settings;
        this.mail = mail;
    }

    public void start() {
        repeated.start();
    }

    /// Reminds of all that end soon, now. A key waits for its reminder as long as nothing can be sent.
    public void run() {
        if (!settings.now().flag(SettingKey.EMAIL_API_KEY_EXPIRATION_ENABLED) || !mail.present()) {
            return;
        }
        int reminded;
        do {
            reminded = db.write(this::remind);
        } while (reminded == AT_ONCE);
    }

    private int remind(Tx tx) {
        var ending = ApiKeyTable.takeEnding(tx, tx.now().plus(AHEAD), AT_ONCE);
        var owners = users.byId(tx, ending.stream().map(ApiKey::owner).toList());
        for (var key : ending) {
            var owner = owners.get(key.owner());
            if (owner != null) {
                tell(tx, owner, key);
            }
        }
        return ending.size();
    }

    private void tell(Tx tx, User owner, ApiKey key) {
        var recipient = EmailVerification.recipient(owner);
        var texts = mail.texts(recipient);
        var letter = mail.letter(recipient, texts.text("auth_mail_key_subject", "key", key.name()))
                .says(texts.text("auth_mail_key_text", "app", mail.appName()))
                .fact(texts.text("auth_mail_key_name"), key.name())
                .fact(texts.text("auth_mail_key_ends"), texts.moment(key.expiresAt()))
                .button(texts.text("auth_mail_key_button"), mail.link("/settings/admin/api-keys"));
        mail.queue(tx, letter, Optional.of(key.expiresAt()));
    }

    @Override
    public void close() {
        repeated.close();
    }
}
