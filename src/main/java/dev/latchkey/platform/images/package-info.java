/// Pictures that people upload, made safe to show.
///
/// [dev.latchkey.platform.images.ImageFile] is a picture that was looked through: its format is what its bytes
/// say, its dimensions are bearable, nothing is missing, and what is not part of the picture (places, cameras,
/// comments, scripts, trailing data) is left out. Each format has a class that walks its structure and writes
/// it anew; pixels stay as they are, so that nothing loses quality and what moves still does. SVG is parsed,
/// and written from what is known to be harmless.
///
/// Nothing is decoded, so nothing here needs `java.desktop`: docs/decisions/images.md.
///
/// [dev.latchkey.platform.images.Images] keeps pictures in the file store and answers requests for them.
@NullMarked
package dev.latchkey.platform.images;

import org.jspecify.annotations.NullMarked;
