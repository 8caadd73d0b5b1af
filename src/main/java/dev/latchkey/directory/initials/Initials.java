package dev.latchkey.directory.initials;

import dev.latchkey.directory.users.User;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// The one or two letters that stand for a person; none if they have none that can be drawn.
record Initials(String letters) {
    static final Initials NONE = new Initials("");

    /// First letter of first and last name; without a name, the first two of the username.
    static Initials of(User user) {
        var letters = first(user.firstName()) + first(user.lastName());
        if (letters.isEmpty()) {
            var username = user.username();
            letters = first(username) + (username.length() > 1 ? first(username.substring(1)) : "");
        }
        return new Initials(letters);
    }

    /// Marks over and under letters are left out: É is drawn as E.
    private static String first(String name) {
        var plain = Normalizer.normalize(name.strip().toUpperCase(Locale.ROOT), Normalizer.Form.NFD);
        return Optional.of(plain)
                .filter(text -> !text.isEmpty() && Strokes.knows(text.charAt(0)))
                .map(text -> text.substring(0, 1))
                .orElse("");
    }
}
