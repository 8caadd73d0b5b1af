/// People: who they are and how they are told apart.
///
/// Owns the table `users`. Usernames and e-mail addresses are unique without regard to case. Accounts are disabled and
/// deleted here; whatever hangs from them (sessions, passkeys, grants) references `users` and ends with the row, or
/// joins it and asks `disabled`. What a person is signed in with asks `disabled_at` as well: enabling an account brings
/// nothing of that back. Passkeys and API keys are the account's own, and stay.
@NullMarked
package dev.latchkey.directory.users;

import org.jspecify.annotations.NullMarked;
