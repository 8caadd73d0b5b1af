/// Groups of people, and who is in them.
///
/// [dev.latchkey.directory.groups.Groups] holds the rules, and the tables `user_groups` and `group_members`; the REST
/// API is `GroupsApi` above. A group's `name` is what apps see in the `groups` claim; its friendly name is for people.
/// Which apps a group may use is for `clients` to say.
@NullMarked
package dev.latchkey.directory.groups;

import org.jspecify.annotations.NullMarked;
