/// The API's reference: the OpenAPI document of the mounted routes.
///
/// [dev.latchkey.platform.reference.ApiReference] is its front door. What the document says comes from the routes
/// themselves and from what their owners told them; it is put together when somebody first asks.
@NullMarked
package dev.latchkey.platform.reference;

import org.jspecify.annotations.NullMarked;
