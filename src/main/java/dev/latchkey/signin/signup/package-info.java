/// How accounts begin that nobody made for their person: the first administrator, those who
/// sign up, and anybody's first passkey.
///
/// ```
/// SetUp ──────── the first administrator
/// SignUp ─────── with an invitation, or where the settings are open to everybody    AccountForm
/// Invitations ── `/api/signup-tokens`, for administrators                           SignUpTokens, SignUpToken
/// PasskeyOffer ─ the page after a sign-in without one
/// FirstPasskey ─ what set-up and sign-up need of `passkeys`; `signin` hands it in
/// ```
///
/// Owns the tables `setup`, `signup_tokens` and `signup_token_groups`. Set-up is open until there is an account; of
/// two browsers that try at the same moment one wins, by the one row that the table can hold. From the page,
/// person, passkey and session come into being in one transaction; the REST route makes the person alone.
@NullMarked
package dev.latchkey.signin.signup;

import org.jspecify.annotations.NullMarked;
