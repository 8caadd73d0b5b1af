/// The picture of somebody who has none: their initials, drawn here and sent as PNG.
///
/// ```
/// InitialsPicture ─▶ Initials                which letters, of which name
///                 ─▶ Drawing ─▶ Strokes      the colours and the file; the letters as lines of a pen
/// ```
///
/// `ProfilePictures` above asks for it. It looks as the pages draw the same person, so that an app shows what Latchkey
/// shows. Nothing is stored, and nothing here needs `java.desktop`.
@NullMarked
package dev.latchkey.directory.initials;

import org.jspecify.annotations.NullMarked;
