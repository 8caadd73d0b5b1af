/// Mail: letters to people, handed to one SMTP server (RFC 5321).
///
/// A capability writes a [dev.latchkey.platform.mail.Letter] in its reader's language and queues it in the
/// transaction that causes it; a job sends it afterwards, so that a mail server that is away loses nothing and
/// nobody waits for it. Each letter becomes a message with two equal bodies, HTML
/// (`src/main/jte/platform/letter.jte`) and text. Settings are those of the moment it is sent.
///
/// Mail never leaves less protected than the settings say: STARTTLS (RFC 3207) is demanded, certificates are checked
/// against the host's name, and a password goes over an encrypted connection only.
@NullMarked
package dev.latchkey.platform.mail;

import org.jspecify.annotations.NullMarked;
