/// How routes describe themselves to programs: the vocabulary, and the document it becomes (OpenAPI 3.1).
///
/// ```
/// Operations ──▶ Operation ──▶ Schema ──▶ RecordSchemas ──▶ OneOf
///      └──────▶ OpenApiDocument ──────────────┘
/// ```
///
/// A front door hands its routes a function that fills [dev.latchkey.platform.openapi.Operations]; it is called when
/// somebody first asks for the document, so a start does not even load what it says. Who may call, the parameters of
/// the path and the refusals that come from the kind of a route are not said here: they are read off the mounted route.
@NullMarked
package dev.latchkey.platform.openapi;

import org.jspecify.annotations.NullMarked;
