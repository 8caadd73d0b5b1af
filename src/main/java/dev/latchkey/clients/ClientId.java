package dev.latchkey.clients;

/// Which application: its `client_id`. Never blank.
public record ClientId(String value) {
    public ClientId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a client id must not be blank");
        }
    }
}
