package dev.latchkey.signin;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.places.Place;
import dev.latchkey.directory.EmailVerification;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.mail.Letter;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.platform.mail.Recipient;
import dev.latchkey.platform.pages.Messages;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.Settings;
import dev.latchkey.signin.sessions.Device;
import dev.latchkey.signin.sessions.Sessions;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Tells people by mail of a sign-in from where they have not been before, if that is switched on: another address, or
/// another kind of browser there. A browser that was merely updated is no other. A country that they never signed in
/// from is told of as such.
public final class NewDeviceNotice {
    private final Settings settings;
    private final Users users;
    private final Audit audit;
    private final Mail mail;

    public NewDeviceNotice(Settings settings, Users users, Audit audit, Mail mail) {
        this.settings = settings;
        this.users = users;
        this.audit = audit;
        this.mail = mail;
    }

    public void listen(Sessions sessions) {
        sessions.onStart(this::started);
    }

    private void started(Call call, Tx tx, UserId id) {
        if (!settings.now().flag(SettingKey.EMAIL_LOGIN_NOTIFICATION_ENABLED)) {
            return;
        }
        var user = users.get(tx, id);
        boolean justMade = !user.createdAt().isBefore(tx.now().truncatedTo(ChronoUnit.MILLIS));
        if (user.email().isPresent() && !justMade && !known(call, tx, id)) {
            tell(call, tx, user);
        }
    }

    private boolean known(Call call, Tx tx, UserId id) {
        var device = Device.of(call.userAgent());
        return audit.agentsBefore(tx, id.value(), call.address().text()).stream()
                .anyMatch(agent -> Device.of(agent).equals(device));
    }

    private void tell(Call call, Tx tx, User user) {
        var recipient = EmailVerification.recipient(user);
        var texts = mail.texts(recipient);
        var device = Device.of(call.userAgent()).label();
        var place = audit.placeOf(call.address().text());
        var letter = newCountry(tx, user, place) ? ofCountry(recipient, texts, place) : ofDevice(recipient, texts);
        var located = place.somewhere()
                ? letter.fact(texts.text("auth_mail_device_place"), place.label(texts.locale()))
                : letter;
        var complete = located.fact(
                        texts.text("auth_mail_device_device"),
                        device.isEmpty() ? texts.text("auth_mail_device_unknown") : device)
                .fact(texts.text("auth_mail_device_address"), call.address().text())
                .fact(texts.text("auth_mail_device_time"), texts.moment(tx.now()))
                .note(texts.text("auth_mail_device_note", "address", mail.link("/settings/account")));
        mail.queue(tx, complete, Optional.empty());
    }

    private Letter ofDevice(Recipient recipient, Messages texts) {
        return mail.letter(recipient, texts.text("auth_mail_device_subject", "app", mail.appName()))
                .says(texts.text("auth_mail_device_text", "app", mail.appName()));
    }

    private Letter ofCountry(Recipient recipient, Messages texts, Place place) {
        return mail.letter(recipient, texts.text("auth_mail_country_subject", "app", mail.appName()))
                .says(texts.text(
                        "auth_mail_country_text", "app", mail.appName(), "country", place.country(texts.locale())));
    }

    /// Where nothing is known of any country before, none is new: the database of places may have been added today.
    private boolean newCountry(Tx tx, User user, Place place) {
        if (!place.somewhere()) {
            return false;
        }
        var before = audit.countriesBefore(tx, user.id().value());
        return !before.isEmpty() && !before.contains(place.country());
    }
}
