/// What any server needs, nothing about identity. Here: [dev.latchkey.platform.Refusal], what our own pages and
/// API answer when they say no.
@NullMarked
package dev.latchkey.platform;

import org.jspecify.annotations.NullMarked;
