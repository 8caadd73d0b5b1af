package dev.latchkey.platform.db;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A libpq-style address in the parts that the JDBC driver wants. Parameters of other drivers' pools are dropped.
record PostgresqlUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {
    static PostgresqlUrl parse(String url) {
        var uri = URI.create(url.replaceFirst("^postgres(ql)?://", "postgresql://"));
        var login = Optional.ofNullable(uri.getRawUserInfo()).map(info -> info.split(":", 2));
        var host = Optional.ofNullable(uri.getHost()).orElse("localhost");
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = Optional.ofNullable(uri.getRawQuery())
                .map(PostgresqlUrl::parameters)
                .orElse("");
        return new PostgresqlUrl(
                "jdbc:postgresql://" + host + port + uri.getRawPath() + query,
                login.map(parts -> decode(parts[0])),
                login.filter(parts -> parts.length == 2).map(parts -> decode(parts[1])));
    }

    private static String parameters(String query) {
        var kept = java.util.Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.startsWith("pool_"))
                .toList();
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
