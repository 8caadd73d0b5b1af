/// The command line, one class a verb: serving, and what an administrator does beside a running server.
@NullMarked
package dev.latchkey.app.commands;

import org.jspecify.annotations.NullMarked;
