/// What the server fetches from elsewhere, because somebody typed where: an attacker may have typed it, or may hold
/// the name that was typed.
///
/// [dev.latchkey.platform.net.Fetcher] asks for one thing by GET, and takes it from the public internet only:
///
/// 1. The address is `http` or `https` and names a host, without user-info.
/// 2. The host is resolved once. If any of its addresses is not public
///    ([dev.latchkey.platform.net.PublicAddresses]), nothing is sent.
/// 3. The connection goes to one of the addresses that were looked at, so that a name which resolves to something
///    else a moment later gains nothing (DNS rebinding). With TLS, the certificate has to be the host's.
/// 4. A redirect begins again at 1. There are few of them.
/// 5. [dev.latchkey.platform.net.HttpAnswer] reads the answer (RFC 9112) up to a limit, and all of it has to be
///    there before a deadline.
///
/// [dev.latchkey.platform.net.Internet] is how names are resolved and connections made, and whose certificates count:
/// [dev.latchkey.platform.net.Authorities] adds those of an installation's own to those that everybody trusts. Whoever
/// speaks TLS with anybody gets its context from there.
/// [dev.latchkey.platform.net.Cidr] is a range of addresses.
@NullMarked
package dev.latchkey.platform.net;

import org.jspecify.annotations.NullMarked;
