/// Custom claims: what an administrator has apps told about a person or a group beyond the standard claims.
///
/// Owns the tables `user_claims` and `group_claims`. They are released with the scope `profile`. A person's own value
/// beats a group's; between groups the one whose name sorts first wins.
@NullMarked
package dev.latchkey.directory.claims;

import org.jspecify.annotations.NullMarked;
