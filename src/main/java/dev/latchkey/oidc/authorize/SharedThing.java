package dev.latchkey.oidc.authorize;

import java.util.Optional;

/// One line of what an app gets to know.
///
/// @param icon the name of its picture
/// @param text in plain words
/// @param value what it is for this person
/// @param added whether it is new since the person last agreed
public record SharedThing(String icon, String text, Optional<String> value, boolean added) {}
