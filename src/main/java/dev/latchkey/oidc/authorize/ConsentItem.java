package dev.latchkey.oidc.authorize;

import java.util.Optional;

/// One line of a consent screen: something that an app gets to know.
///
/// @param icon the name of its picture
/// @param text in plain words
/// @param value what it is for this person
/// @param added whether it is new since the person last agreed
public record ConsentItem(String icon, String text, Optional<String> value, boolean added) {}
