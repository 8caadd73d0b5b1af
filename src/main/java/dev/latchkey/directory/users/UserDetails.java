package dev.latchkey.directory.users;

import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people are called and how they are reached: checked, and in Unicode's composed form (NFC).
///
/// @param email not an address that is known to work, but one that could
/// @param locale the language they chose, as the pages' catalogue names it
public record UserDetails(
        String username,
        Optional<String> email,
        String firstName,
        String lastName,
        String displayName,
        Optional<String> locale) {
    private static final Pattern USERNAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9_.@-]*[a-zA-Z0-9])?");

    /// RFC 5322 §3.4.1 without quoted local parts and domain literals, with letters of any script, and a dotted domain.
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[\\p{L}\\p{M}\\p{N}]([\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?"
                    + "(\\.[\\p{L}\\p{M}\\p{N}]([\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?)+");

    /// RFC 5321 §4.5.3.1.3: what fits into a path.
    private static final int EMAIL_LENGTH = 254;

    private static final int LOCALE_LENGTH = 35;

    /// @throws dev.latchkey.platform.RefusalException naming every field that cannot be taken
    public UserDetails {
        var checks = new FieldChecks();
        username = checks.of("username", username)
                .required()
                .atMost(50)
                .format(
                        USERNAME,
                        "must only contain letters, numbers, underscores, dots, hyphens, and '@' symbols and not start "
                                + "or end with a special character")
                .composed();
        email = email.map(address -> checks.of("email", address)
                .that(isAddress(address), "invalid_format", "must be a valid email address")
                .composed());
        firstName = checks.of("firstName", firstName).atMost(50).composed();
        lastName = checks.of("lastName", lastName).atMost(50).composed();
        displayName = checks.of("displayName", displayName).atMost(100).composed();
        locale =
                locale.map(tag -> checks.of("locale", tag).atMost(LOCALE_LENGTH).composed());
        checks.done();
    }

    /// Whether a mail could be sent there.
    public static boolean isAddress(String text) {
        return text.length() <= EMAIL_LENGTH && EMAIL.matcher(text).matches();
    }

    /// Reads the members `username`, `email`, `firstName`, `lastName`, `displayName`, `locale`.
    ///
    /// @throws dev.latchkey.platform.RefusalException naming every field that cannot be taken
    public static UserDetails from(JsonBody body) {
        return new UserDetails(
                body.text("username"),
                body.optionalText("email"),
                body.text("firstName"),
                body.text("lastName"),
                body.text("displayName"),
                body.optionalText("locale"));
    }

    /// What a search looks into, in one text.
    String searchText() {
        return Users.fold(String.join("\n", email.orElse(""), firstName, lastName, username, displayName));
    }
}
