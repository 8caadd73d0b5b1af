package dev.latchkey.platform.http;

/// What a route does: parse into a type, decide, answer.
@FunctionalInterface
public interface Handler {
    Reply handle(Call call);
}
