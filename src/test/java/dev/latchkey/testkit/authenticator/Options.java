package dev.latchkey.testkit.authenticator;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server asks for, `PublicKeyCredentialCreationOptionsJSON` or `…RequestOptionsJSON`, with or without the
/// wrapper `publicKey` that `navigator.credentials` wants.
record Options(Map<String, Object> members) {
    Options {
        if (members.get("publicKey") instanceof Map<?, ?> wrapped) members = Json.typed(wrapped);
    }

    String challenge() {
        return text(members.get("challenge"), "challenge");
    }

    byte[] userHandle() {
        return Base64Url.decode(text(user().get("id"), "user.id"));
    }

    String userName() {
        return text(user().get("name"), "user.name");
    }

    /// The relying party of either kind of options; a page that names none is its own (WebAuthn §5.1.3, §5.1.4).
    String rpId(String origin) {
        var named = members.get("rp") instanceof Map<?, ?> rp ? rp.get("id") : members.get("rpId");
        return named == null ? URI.create(origin).getHost() : text(named, "rp.id");
    }

    boolean excludes(Passkey passkey) {
        return credentials("excludeCredentials").contains(passkey.credentialId());
    }

    boolean allows(Passkey passkey) {
        var allowed = credentials("allowCredentials");
        return allowed.isEmpty() || allowed.contains(passkey.credentialId());
    }

    /// The first algorithm of the list that this authenticator knows; the standard's own pair if there is no list.
    Algorithm algorithm() {
        var wanted = list("pubKeyCredParams").stream()
                .map(parameter -> ((Number) requireMember(parameter, "alg")).longValue())
                .toList();
        return (wanted.isEmpty() ? List.of(-7L, -257L) : wanted)
                .stream()
                        .flatMap(number -> Algorithm.known(number).stream())
                        .findFirst()
                        .orElseThrow(() -> new CeremonyRefused("NotSupportedError", "no algorithm in common"));
    }

    private Map<String, Object> user() {
        if (members.get("user") instanceof Map<?, ?> user) return Json.typed(user);
        throw new CeremonyRefused("TypeError", "options without a user");
    }

    private List<String> credentials(String member) {
        return list(member).stream()
                .map(descriptor -> text(requireMember(descriptor, "id"), "id"))
                .toList();
    }

    private List<?> list(String member) {
        return members.get(member) instanceof List<?> list ? list : List.of();
    }

    private static Object requireMember(Object parent, String name) {
        var member = parent instanceof Map<?, ?> map ? map.get(name) : null;
        if (member == null) throw new CeremonyRefused("TypeError", "no member " + name);
        return member;
    }

    private static String text(@Nullable Object value, String name) {
        if (value instanceof String string) return string;
        throw new CeremonyRefused("TypeError", name + " is no text");
    }
}
