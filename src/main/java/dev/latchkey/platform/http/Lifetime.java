package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// How long a code or token is to live, as the REST API says it: a number of seconds, or a text such as `1h30m`.
public final class Lifetime {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Pattern WHOLE = Pattern.compile(
            "-?(\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h)" + "((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h))*");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h)");

    private Lifetime() {}

    /// Nothing if it is absent or zero.
    ///
    /// @throws dev.latchkey.platform.RefusalException if it is no duration, or not within a second and 31 days
    public static Optional<Duration> of(JsonBody body, String member) {
        var given = body.tree().get(member);
        if (given == null) {
            return Optional.empty();
        }
        var lifetime = duration(given);
        if (lifetime.isZero()) {
            return Optional.empty();
        }
        if (lifetime.compareTo(Duration.ofSeconds(1)) <= 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new Refusal.Invalid(member, member, "is invalid").asException();
        }
        return Optional.of(lifetime);
    }

    private static Duration duration(JsonNode given) {
        if (given.isNumber()) {
            return seconds(given.decimalValue());
        }
        var text = given.isString() ? given.stringValue() : "-";
        if (text.isEmpty() || text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.length() > 64 || !WHOLE.matcher(text).matches()) {
            throw Refusal.Bad.body().asException();
        }
        if (text.startsWith("-")) {
            return seconds(BigDecimal.ONE.negate());
        }
        var nanoseconds = PART.matcher(text)
                .results()
                .map(part -> new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanoseconds(part.group(2)))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return seconds(nanoseconds.movePointLeft(9));
    }

    private static long nanoseconds(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us", "µs" -> 1_000L;
            default -> 1;
        };
    }

    private static Duration seconds(BigDecimal seconds) {
        long most = LONGEST.toSeconds() + 1;
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(most)) > 0) {
            return Duration.ofSeconds(most);
        }
        return Duration.ofSeconds(seconds.longValue());
    }
}
