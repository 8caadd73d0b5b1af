/// API keys: how programs use the REST API in a person's place.
///
/// Owns the table `api_keys`. A key is sent as `X-API-Key` and looked up by its SHA-256 in one statement that joins
/// `users`, so that disabling, demoting or deleting its owner counts at once. It may be limited to scopes of the
/// administration API and to networks. Its value is shown once, when it is made or renewed.
///
/// Whoever wants it is reminded by mail of keys that end soon ([dev.latchkey.signin.apikeys.ExpiryReminders]).
///
/// One more key may come from the environment; it acts as an account of its own, which exists as long as it is set.
@NullMarked
package dev.latchkey.signin.apikeys;

import org.jspecify.annotations.NullMarked;
