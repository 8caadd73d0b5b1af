package dev.latchkey.directory.groups;

/// Which group. Never blank.
public record GroupId(String value) {
    public GroupId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a group id must not be blank");
        }
    }
}
