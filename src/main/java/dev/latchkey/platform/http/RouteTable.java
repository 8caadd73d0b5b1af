package dev.latchkey.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the route for a path, segment by segment. A literal segment wins over a parameter.
final class RouteTable {
    private final Node root = new Node();

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Route> routes = new HashMap<>();
        private @Nullable Node parameter;
    }

    record Match(Route route, Map<String, String> parameters) {}

    RouteTable(List<Route> routes) {
        for (var route : routes) {
            var node = root;
            for (var segment : segments(route.path())) {
                node = segment.startsWith("{")
                        ? parameter(node)
                        : node.literals.computeIfAbsent(segment, _ -> new Node());
            }
            if (node.routes.put(route.method(), route) != null) {
                throw new IllegalStateException("two routes for " + route.method() + " " + route.path());
            }
        }
    }

    private static Node parameter(Node node) {
        if (node.parameter == null) {
            node.parameter = new Node();
        }
        return node.parameter;
    }

    /// HEAD is served by the GET route.
    Optional<Match> find(String method, String path) {
        return node(path).flatMap(node -> {
            var route = node.routes.get(method.equals("HEAD") ? "GET" : method);
            return Optional.ofNullable(route).map(found -> new Match(found, parameters(found, path)));
        });
    }

    /// Any route of the path, whatever its method: whose rules an `OPTIONS` request asks for.
    Optional<Route> anyMethod(String path) {
        return node(path).flatMap(node -> node.routes.values().stream().findFirst());
    }

    private Optional<Node> node(String path) {
        return walk(root, segments(path), 0);
    }

    private static Optional<Node> walk(Node node, List<String> segments, int index) {
        if (index == segments.size()) {
            return node.routes.isEmpty() ? Optional.empty() : Optional.of(node);
        }
        var literal = node.literals.get(segments.get(index));
        if (literal != null) {
            var found = walk(literal, segments, index + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return node.parameter != null && !segments.get(index).isEmpty()
                ? walk(node.parameter, segments, index + 1)
                : Optional.empty();
    }

    private static Map<String, String> parameters(Route route, String path) {
        if (route.path().indexOf('{') < 0) {
            return Map.of();
        }
        var names = segments(route.path());
        var values = segments(path);
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).startsWith("{")) {
                var name = names.get(i).substring(1, names.get(i).length() - 1);
                parameters.put(name, clientId(name, values.get(i)));
            }
        }
        return parameters;
    }

    /// A client id that is no fit for a path comes as `~` and its base64url; one that does not decode is taken
    /// literally.
    private static String clientId(String name, String value) {
        if (!value.startsWith("~") || !(name.equals("id") || name.equals("clientId"))) {
            return value;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(value.substring(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        int start = 1;
        for (int slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', start)) {
            segments.add(path.substring(start, slash));
            start = slash + 1;
        }
        segments.add(path.substring(Math.min(start, path.length())));
        return segments;
    }
}
