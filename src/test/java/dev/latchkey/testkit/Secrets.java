package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Every secret that went over the wire in either direction, to be looked for in the logs afterwards.
final class Secrets {
    private static final int SHORTEST = 6;

    /// Parameters and members that hold one, in requests or answers.
    private static final Set<String> NAMES = Set.of(
            "access_token",
            "assertion",
            "client_assertion",
            "client_secret",
            "code_verifier",
            "device_code",
            "id_token",
            "id_token_hint",
            "nonce",
            "reauthenticationToken",
            "refresh_token",
            "secret",
            "state",
            "token",
            "user_code");

    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"([^\"\\\\]+)\"");
    private static final Pattern PARAMETER = Pattern.compile("(?:^|[?&#])(\\w+)=([^&#\\s\"'<]+)");

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    void remember(String secret) {
        if (secret.length() >= SHORTEST) {
            seen.add(secret);
        }
    }

    /// `name=value&…` in an address or a form, where `code` is an authorization code or a login code.
    void rememberParameters(String encoded) {
        var found = PARAMETER.matcher(encoded);
        while (found.find()) {
            if (NAMES.contains(found.group(1)) || found.group(1).equals("code")) {
                try {
                    remember(URLDecoder.decode(found.group(2), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    remember(found.group(2)); // sent wrongly encoded on purpose
                }
            }
        }
    }

    void rememberMembers(String json) {
        var found = MEMBER.matcher(json);
        while (found.find()) {
            if (NAMES.contains(found.group(1))) {
                remember(found.group(2));
            }
        }
    }

    /// Fails if one of them stands in a log, plain or URL-encoded. One pass over the log, whatever their number.
    void areNotIn(String log) {
        Map<String, List<String>> byBeginning = new HashMap<>();
        for (var secret : seen) {
            for (var form : new HashSet<>(List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))) {
                byBeginning
                        .computeIfAbsent(form.substring(0, SHORTEST), _ -> new ArrayList<>())
                        .add(form);
            }
        }
        for (int i = 0; i + SHORTEST <= log.length(); i++) {
            for (var form : byBeginning.getOrDefault(log.substring(i, i + SHORTEST), List.of())) {
                if (log.startsWith(form, i)) {
                    int start = log.lastIndexOf('\n', i) + 1;
                    int end = log.indexOf('\n', i);
                    fail("a secret is in the log: " + form + "\n" + log.substring(start, end < 0 ? log.length() : end));
                }
            }
        }
    }
}
