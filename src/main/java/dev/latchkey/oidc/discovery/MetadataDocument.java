package dev.latchkey.oidc.discovery;

import java.util.List;

/// The metadata document, as written for the algorithms of the present keys.
record MetadataDocument(List<String> algorithms, byte[] json, String etag) {}
