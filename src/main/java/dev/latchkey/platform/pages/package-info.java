/// Pages the server renders itself, the ones a person passes through: layout, message catalogue, error pages.
///
/// A capability mounts its own route and calls [dev.latchkey.platform.pages.Pages#render] with a template of its own
/// (`src/main/jte/<capability>/…`), which wraps itself in `platform/door.jte`. Every text comes from the catalogue
/// (`messages/<language>.json`, the same files the web UI is built with). Who gets which language is decided in
/// [dev.latchkey.platform.pages.Languages], and what somebody chose before signing in arrives at `POST /language`.
/// [dev.latchkey.platform.pages.Plurals] knows each language's forms of a counted thing.
/// [dev.latchkey.platform.pages.Hue] picks the colour of what has no picture, here and in the web UI.
@NullMarked
package dev.latchkey.platform.pages;

import org.jspecify.annotations.NullMarked;
