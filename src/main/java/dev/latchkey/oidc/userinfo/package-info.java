/// What an access token tells about its person (OpenID Connect Core §5.3, RFC 6750). Apps ask it, and a test sign-in.
@NullMarked
package dev.latchkey.oidc.userinfo;

import org.jspecify.annotations.NullMarked;
