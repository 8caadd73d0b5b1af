package dev.latchkey.signin.apikeys;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.platform.http.Scope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A key that somebody wants made.
record NewApiKey(
        String name,
        Optional<String> description,
        Set<Scope> scopes,
        AddressRanges ranges,
        boolean okAfterDelete,
        boolean mailLoginCode,
        Instant expiresAt) {
    private static final int MOST_RANGES = 50;
    private static final int DESCRIPTION_LENGTH = 500;

    /// @throws dev.latchkey.platform.RefusalException naming every field that cannot be taken
    static NewApiKey from(JsonBody body) {
        var checks = new FieldChecks();
        var name = checks.of("name", body.text("name"))
                .required()
                .atLeast(3)
                .atMost(50)
                .composed();
        var description = body.optionalText("description")
                .map(text -> checks.of("description", text)
                        .atMost(DESCRIPTION_LENGTH)
                        .composed());
        var expiresAt = expiry(checks, body);
        var scopes = scopes(checks, body.texts("scopes").orElse(List.of()));
        var ranges = ranges(checks, body.texts("addressRanges").orElse(List.of()));
        checks.done();
        return new NewApiKey(
                name,
                description,
                scopes,
                ranges,
                body.flag("okAfterDelete"),
                body.flag("mailLoginCode"),
                expiresAt.orElseThrow());
    }

    /// The only member of a renewal.
    ///
    /// @throws dev.latchkey.platform.RefusalException if it is missing
    static Instant expiry(JsonBody body) {
        var checks = new FieldChecks();
        var expiresAt = expiry(checks, body);
        checks.done();
        return expiresAt.orElseThrow();
    }

    private static Optional<Instant> expiry(FieldChecks checks, JsonBody body) {
        var expiresAt = body.instant("expiresAt");
        checks.that(expiresAt.isPresent(), "expiresAt", "required", "is required");
        return expiresAt;
    }

    private static Set<Scope> scopes(FieldChecks checks, List<String> texts) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < texts.size(); i++) {
            var scope = Scope.of(texts.get(i));
            checks.that(scope.isPresent(), "scopes[" + i + "]", "oneof", "is invalid");
            scope.ifPresent(scopes::add);
        }
        return scopes;
    }

    private static AddressRanges ranges(FieldChecks checks, List<String> texts) {
        checks.that(
                texts.size() <= MOST_RANGES,
                "addressRanges",
                "too_long",
                "must have at most " + MOST_RANGES + " entries");
        var stripped = texts.stream().map(String::strip).toList();
        for (int i = 0; i < stripped.size(); i++) {
            checks.that(
                    AddressRanges.valid(stripped.get(i)),
                    "addressRanges[" + i + "]",
                    "invalid_format",
                    "must be an address or a network such as 192.0.2.0/24");
        }
        return new AddressRanges(stripped);
    }

    /// @throws dev.latchkey.platform.RefusalException `invalid_api_key_expiration`
    static void refusePast(Instant expiresAt, Instant now) {
        if (!expiresAt.isAfter(now)) {
            throw new Refusal.Unusable(
                            "invalid_api_key_expiration",
                            "API key expiration time must be in the future",
                            List.of(new Refusal.Field("expiresAt", "invalid_value", "must be in the future")),
                            Map.of())
                    .asException();
        }
    }
}
