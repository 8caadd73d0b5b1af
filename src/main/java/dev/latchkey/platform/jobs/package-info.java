/// Work that the server does by itself.
///
/// [dev.latchkey.platform.jobs.Jobs] owns the table `jobs`: what a request causes and need not wait for, such as a
/// mail. A job is written in the transaction of its cause, taken by one statement that leases it to one replica, and
/// removed once done; a failure is kept with its reason, and tried again later and later.
///
/// [dev.latchkey.platform.jobs.CleanUp] removes rows that have no more use. Nothing relies on it, since every use asks
/// about expiry; without it tables would grow for ever. Each owner removes its own rows, a few hundred in a
/// transaction.
@NullMarked
package dev.latchkey.platform.jobs;

import org.jspecify.annotations.NullMarked;
