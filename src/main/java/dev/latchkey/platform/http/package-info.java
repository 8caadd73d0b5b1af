/// The HTTP server, on Jetty's core handlers: listener, proxies, routes and who may call them, forms and JSON, cookies,
/// cross-site rules, rate limits, error replies, the built web UI's files.
///
/// The way of a request: [dev.latchkey.platform.http.HttpServer] → client address → security headers →
/// [dev.latchkey.platform.http.Router] → rate limit → cross-site rule → who is calling → one handler → reply.
@NullMarked
package dev.latchkey.platform.http;

import org.jspecify.annotations.NullMarked;
