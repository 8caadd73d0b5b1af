/// Bad input for every route: `bad-input.txt` says what is sent wrongly and what is answered, [BadInputTest] sends it.
///
/// The table names what goes wrong by a word (`empty`, `doubled`, `truncated`); [Spoiled] knows how that is written in
/// an address, a form or JSON, and [Fixtures] has the things that rows name in braces.
@NullMarked
package dev.latchkey.badinput;

import org.jspecify.annotations.NullMarked;
