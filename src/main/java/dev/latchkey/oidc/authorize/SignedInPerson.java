package dev.latchkey.oidc.authorize;

import dev.latchkey.directory.users.User;
import dev.latchkey.platform.http.Call;
import dev.latchkey.signin.sessions.Session;

/// Whom a page speaks to. Its forms carry who that is: somebody else may have signed in with the same browser by the
/// time a button is pressed, in another tab, and what one person read and agreed to is nothing another one said.
///
/// @param detail what tells two people of one name apart: the email address, else the username
/// @param picture the address of their picture
public record SignedInPerson(String id, String name, String detail, String picture) {
    public static SignedInPerson of(User user) {
        return new SignedInPerson(user.id().value(), user.name(), user.email().orElse(user.username()), user.picture());
    }

    /// Whether the form that was sent stood on a page that spoke to whoever is signed in now.
    public static boolean isStill(Session session, Call sent) {
        return sent.form().value("person").filter(session.userId()::equals).isPresent();
    }
}
