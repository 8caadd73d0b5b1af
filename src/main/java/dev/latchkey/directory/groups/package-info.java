/// Groups of people, and who is in them.
///
/// Owns the tables `user_groups` and `group_members`. A group's `name` is what apps see in the `groups` claim; its
/// friendly name is for people.
@NullMarked
package dev.latchkey.directory.groups;

import org.jspecify.annotations.NullMarked;
