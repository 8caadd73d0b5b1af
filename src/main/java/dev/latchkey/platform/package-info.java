/// What any server needs, nothing about identity. Here: [dev.latchkey.platform.Refusal], what our own pages and
/// API answer when they say no, [dev.latchkey.platform.Memo], which remembers so much and no more, and
/// [dev.latchkey.platform.Composed], in which equal texts are equal.
@NullMarked
package dev.latchkey.platform;

import org.jspecify.annotations.NullMarked;
