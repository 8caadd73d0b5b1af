/// Log lines: an SLF4J provider of our own that writes `key=value` text or JSON, one line per event, with the request
/// id. Whoever logs knows SLF4J alone; how lines look is set once, by the command that runs.
@NullMarked
package dev.latchkey.platform.logs;

import org.jspecify.annotations.NullMarked;
