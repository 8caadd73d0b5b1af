package dev.latchkey.clients;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// Which application: its `client_id`. Never blank.
///
/// In paths, an id that does not fit there stands as `~` and the base64url of itself.
public record ClientId(String value) {
    private static final Pattern PLAIN = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]+");

    public ClientId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a client id must not be blank");
        }
    }

    /// The id that a path names. A `~` that is not followed by base64url is part of the id.
    ///
    /// @throws dev.latchkey.platform.RefusalException `not_found` if it names none
    public static ClientId fromPath(String segment) {
        var id = segment.startsWith("~") ? decoded(segment) : segment;
        if (id.isBlank()) {
            throw Clients.notFound().asException();
        }
        return new ClientId(id);
    }

    /// As it stands in a path.
    String segment() {
        return PLAIN.matcher(value).matches()
                ? value
                : "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String segment) {
        try {
            var bytes = Base64.getUrlDecoder().decode(segment.substring(1));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return segment;
        }
    }
}
