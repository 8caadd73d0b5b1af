/// What an administrator decides for the whole installation: its name, how long sessions last, who may edit what.
///
/// A setting is a text under a key ([SettingKey]), as the REST API carries it. Stored is only what differs from the
/// default, in `settings`; `settings_version` holds one number that every change raises. Replicas look at that number
/// each second, so a change counts everywhere within one, and nobody who needs a setting waits for a statement.
///
/// With `UI_CONFIG_DISABLED` the environment decides instead, and the tables are neither read nor written.
@NullMarked
package dev.latchkey.settings;

import org.jspecify.annotations.NullMarked;
