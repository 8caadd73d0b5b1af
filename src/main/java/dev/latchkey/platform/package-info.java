/// What any server needs, nothing about identity. Here: [dev.latchkey.platform.Refusal], what our own pages and
/// API answer when they say no, and [dev.latchkey.platform.Memo], which remembers so much and no more.
@NullMarked
package dev.latchkey.platform;

import org.jspecify.annotations.NullMarked;
