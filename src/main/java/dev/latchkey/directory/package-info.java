/// Who exists: the admin API of people, groups and custom claims, a person's own account, and pictures made of
/// initials.
///
/// The tables belong to the packages below. What apps add to a group's answer is handed in by `App`, since apps are
/// known further up only.
@NullMarked
package dev.latchkey.directory;

import org.jspecify.annotations.NullMarked;
