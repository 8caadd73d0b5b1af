package dev.latchkey.platform.logs;

/// The id of the request under way on this thread; every log line carries it.
public final class RequestId {
    public static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestId() {}
}
