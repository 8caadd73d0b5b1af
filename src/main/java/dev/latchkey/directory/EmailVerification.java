package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.users.EmailVerifications;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.platform.mail.Recipient;
import dev.latchkey.platform.pages.Pages;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Verifying one's own address: a link is mailed there, and opened by who is signed in as its person.
public final class EmailVerification {
    private static final String ACCOUNT = "/settings/account?emailVerificationState=";

    private static final RateLimits.Policy SENDING =
            new RateLimits.Policy("send-email-verification", Duration.ofMinutes(5), 1);
    private static final RateLimits.Policy VERIFYING = new RateLimits.Policy("verify-email", Duration.ofSeconds(10), 5);

    private final Db db;
    private final RateLimits limits;
    private final Users users;
    private final EmailVerifications verifications;
    private final Mail mail;
    private final Audit audit;
    private final Pages pages;

    public EmailVerification(
            Db db,
            RateLimits limits,
            Users users,
            EmailVerifications verifications,
            Mail mail,
            Audit audit,
            Pages pages) {
        this.db = db;
        this.limits = limits;
        this.users = users;
        this.verifications = verifications;
        this.mail = mail;
        this.audit = audit;
        this.pages = pages;
    }

    public void routes(Routes routes) {
        routes.signedIn()
                .post("/api/users/me/send-email-verification", this::send)
                .post("/api/users/me/verify-email", this::verify);
        routes.session().get("/verify-email", this::page).post("/verify-email", this::submit);
    }

    private Reply send(Call call) {
        var id = caller(call);
        mail.refuseUnlessPresent();
        limits.take(SENDING, id.value());
        return db.write(tx -> {
            users.lock(tx, id);
            var user = users.get(tx, id);
            var recipient = recipient(user);
            var code = verifications.issue(tx, id, recipient.address());
            var texts = mail.texts(recipient);
            var letter = mail.letter(recipient, texts.text("auth_mail_verify_subject", "app", mail.appName()))
                    .says(texts.text("auth_mail_verify_text", "app", mail.appName()))
                    .button(texts.text("auth_mail_verify_button"), mail.link("/verify-email?token=" + code.reveal()))
                    .note(texts.text("auth_mail_verify_note"));
            mail.queue(tx, letter, Optional.of(tx.now().plus(EmailVerifications.LIFE)));
            return Reply.empty(204);
        });
    }

    /// Somebody to write to.
    ///
    /// @throws dev.latchkey.platform.RefusalException `user_email_not_set`
    public static Recipient recipient(User user) {
        var address = user.email().orElseThrow(() -> Mail.noAddress().asException());
        return new Recipient(user.name(), address, user.locale());
    }

    private Reply verify(Call call) {
        var checks = new FieldChecks();
        var token = call.json().text("token");
        checks.of("token", token).required();
        checks.done();
        if (!verified(call, token)) {
            throw new Refusal.Bad("invalid_email_verification_token", "Email verification token is invalid")
                    .asException();
        }
        return Reply.empty(204);
    }

    private boolean verified(Call call, String token) {
        var id = caller(call);
        limits.take(VERIFYING, id.value());
        return db.write(tx -> {
            var address = verifications.redeem(tx, id, token);
            address.ifPresent(email -> {
                users.emailVerified(tx, id, email);
                audit.record(tx, AuditEntry.of(call, "EMAIL_VERIFIED").user(id.value()));
            });
            return address.isPresent();
        });
    }

    /// What arrives by link does nothing by itself: it says which address of whom, and wants a click.
    private Reply page(Call call) {
        var user = db.read(tx -> users.get(tx, caller(call)));
        return pages.render(
                call,
                200,
                "directory/verify-email",
                Map.of(
                        "token",
                        call.query().first("token").orElse(""),
                        "email",
                        user.email().orElse(""),
                        "name",
                        user.name(),
                        "username",
                        user.username(),
                        "picture",
                        user.picture()));
    }

    private Reply submit(Call call) {
        var token = call.form().first("token").orElse("");
        return Reply.seeOther(ACCOUNT + (verified(call, token) ? "success" : "invalid_email_verification_token"));
    }

    private static UserId caller(Call call) {
        return new UserId(call.caller(Caller.class).userId());
    }
}
