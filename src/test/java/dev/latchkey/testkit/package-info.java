/// The language that tests speak: a real server with a real database ([TestIdp]), browsers, programs, a clock that can
/// be moved, and a memory of every secret, so that none of them is found in a log.
///
/// A test class says [OnBothDatabases] and takes a [TestIdp]. If something is hard to say, this package learns the
/// word.
@NullMarked
package dev.latchkey.testkit;

import org.jspecify.annotations.NullMarked;
