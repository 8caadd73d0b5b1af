package dev.latchkey.oidc.authorize;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.Users;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whom an app thinks it sends here (`login_hint`, OpenID Connect Core §3.1.2.1): a username or an email address.
///
/// It is shown as it was sent and compared with who is signed in, never looked up: nobody learns from it whether there
/// is such an account. Anything that reads like neither is no hint; a page is not for texts of other people's choice.
record LoginHint(String text) {
    private static final int LONGEST = 254;
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._%+'-]*(@[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?)?");

    static Optional<LoginHint> parse(String sent) {
        var text = sent.strip();
        return text.length() <= LONGEST && NAME.matcher(text).matches()
                ? Optional.of(new LoginHint(text))
                : Optional.empty();
    }

    /// Whether it means this person.
    boolean names(User user) {
        var name = Users.fold(text);
        return name.equals(Users.fold(user.username()))
                || user.email().map(Users::fold).filter(name::equals).isPresent()
                || name.equals(user.id().value());
    }
}
