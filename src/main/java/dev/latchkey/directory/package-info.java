/// The REST API of who exists: people, groups and custom claims as administrators see them, and everybody's own
/// account.
///
/// ```
/// Directory ─▶ PeopleApi ─────── one by one      UserView, AccountFields (for the audit log), AccountDefaults
///           ─▶ PeopleBulk ────── many at once    BulkAction, NamedPeople
///           ─▶ PeopleImport ──── from a file     ImportFile
///           ─▶ PeopleExport ──── to a file
///           ─▶ ProfilePictures ─ `initials` draws what is missing
///           ─▶ GroupsApi, GroupMembersApi        GroupView, GroupMinimalView, GroupAloneView
///           ─▶ ClaimsApi
/// EmailVerification ─ the mail that proves an address, and the page its link leads to
/// Administrators ──── keeps limited API keys away from administrators' accounts
/// ```
///
/// The tables belong to the packages below. What apps add to a group's answer is handed in by `App`, since apps are
/// known further up only.
@NullMarked
package dev.latchkey.directory;

import org.jspecify.annotations.NullMarked;
