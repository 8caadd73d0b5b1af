/// Files that people upload: pictures of an installation, its apps and its people.
///
/// ```
/// FileStore ─ DiskFiles                                       FileSettings
///           ├ DatabaseFiles   the table `files`
///           └ S3Files ─ S3Client ─ S3Signature, S3Addresses
/// ```
///
/// A [dev.latchkey.platform.files.FileStore] keeps them by path, such as `profile-pictures/01f2-8c31.png`. Whoever owns
/// a file remembers its path in a row of their own: they write the file first, then change the row, then delete the
/// former file. So a crash leaves a file too many at worst, and what a row names is always whole.
///
/// [dev.latchkey.platform.files.OwnerOnly] is how directories are made that nobody else may enter.
@NullMarked
package dev.latchkey.platform.files;

import org.jspecify.annotations.NullMarked;
