package dev.latchkey.platform.http;

import java.util.Optional;

/// Who sent a request. Whoever can tell (browser sessions, API keys) has a type of its own for it.
public interface Caller {
    /// The person's id.
    String userId();

    /// Whether they may administer, read from their record for this very request.
    boolean administrator();

    /// What is counted by once it is known who calls: the credential, not the person.
    String limitKey();

    /// Whether the credential is good for a route of that scope.
    default boolean permits(Scope scope) {
        return true;
    }

    /// Whether the credential may do less than its owner. Then it is good for nothing but its scopes, and for nothing
    /// by which it could do more.
    default boolean restricted() {
        return false;
    }

    /// The name of the credential, where a person has several that act by themselves.
    default Optional<String> credential() {
        return Optional.empty();
    }

    /// Whether people whom this credential adds are mailed a login code, unless the request says otherwise.
    default boolean mailsLoginCodes() {
        return false;
    }

    /// The tag of the language the person chose for themselves, where pages are shown to them.
    default Optional<String> language() {
        return Optional.empty();
    }

    /// The answer in the form that this caller needs.
    default Reply adapt(Call call, Reply reply) {
        return reply;
    }
}
