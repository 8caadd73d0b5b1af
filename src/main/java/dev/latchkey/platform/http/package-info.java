/// The HTTP server, on Jetty's core handlers, and what the endpoints of all capabilities have in common.
///
/// The way of a request: `HttpServer` → `ClientAddress`, as far as `TrustedProxies` are believed → `SecurityHeaders` →
/// `Router` → `RateLimits` → `CsrfCheck` → `Callers`: who is calling → one `Handler` → `Reply`. Which routes other
/// origins may read (CORS) is said with the route, and done by the `Router`.
///
/// ```
/// HttpServer ─▶ Router ─▶ RouteTable ─▶ Route    mounted with Routes, by who may call: Area, Scope
///                      ─▶ Callers                a Caller, found by a CallerFinder: a session, an API key
///                      ─▶ Refusals               a refusal as JSON; others put it as a page or an OAuth error
///                      ─▶ WebFiles               the built web UI
/// Call ── what came     JsonBody, Parameters, Multipart, Upload, CsvFile
///         checked       FieldChecks, Lifetime, LocalPath; EntityTags: was it changed meanwhile?
/// Reply ─ what goes     Json, Csv, Cookie
/// ListQuery ─▶ Listing ─▶ Page                   a list, searched, filtered, sorted, page by page
/// RouteDescriptions                              what a route by itself says to the API's description
/// ```
///
/// A front door mounts its routes on [dev.latchkey.platform.http.Routes], each saying who may call.
@NullMarked
package dev.latchkey.platform.http;

import org.jspecify.annotations.NullMarked;
