package dev.latchkey.oidc.grants;

/// The id of a [Grant].
public record GrantId(String value) {
    public GrantId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a grant's id is never blank");
        }
    }
}
