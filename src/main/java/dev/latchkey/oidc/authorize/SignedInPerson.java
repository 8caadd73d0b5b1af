package dev.latchkey.oidc.authorize;

import dev.latchkey.directory.users.User;

/// Whom a page speaks to.
///
/// @param detail what tells two people of one name apart: the email address, else the username
/// @param picture the address of their picture
public record SignedInPerson(String name, String detail, String picture) {
    public static SignedInPerson of(User user) {
        return new SignedInPerson(user.name(), user.email().orElse(user.username()), user.picture());
    }
}
