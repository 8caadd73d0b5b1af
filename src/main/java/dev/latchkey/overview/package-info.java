/// What crosses everything: the first page of an administrator, with what needs attention.
///
/// ```
/// Overview → Attention   (what is wrong, with the first few of each)
///          → Totals      (how much there is)
/// ```
///
/// It owns no table and changes nothing; it reads those of others, a fixed number of statements however much there is.
@NullMarked
package dev.latchkey.overview;

import org.jspecify.annotations.NullMarked;
