/// Mail: letters to people, handed to one SMTP server (RFC 5321).
///
/// A capability writes a [dev.latchkey.platform.mail.Letter] in its reader's language and queues it in the
/// transaction that causes it; a job sends it afterwards, so that a mail server that is away loses nothing and
/// nobody waits for it. Each letter becomes a message with two equal bodies, HTML
/// (`src/main/jte/platform/letter.jte`) and text. Settings are those of the moment it is sent.
///
/// [dev.latchkey.platform.mail.Diagnosis] says what an attempt failed of. What other settings or patience may mend is
/// tried again: a server that is away, busy, silent, or breaks off. What the server will never take (5yz of RFC 5321
/// §4.2.1 to a mailbox or to a letter) is given up.
///
/// Mail never leaves less protected than the settings say: STARTTLS (RFC 3207) is demanded, certificates are checked
/// against the host's name, and a password goes over an encrypted connection only.
@NullMarked
package dev.latchkey.platform.mail;

import org.jspecify.annotations.NullMarked;
