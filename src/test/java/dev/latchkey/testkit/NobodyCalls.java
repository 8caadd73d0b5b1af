package dev.latchkey.testkit;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.CallerFinder;

/// Knows nobody, whatever a request brings.
public final class NobodyCalls implements CallerFinder {
    @Override
    public Found find(Call call) {
        return new Found.Nobody();
    }

    @Override
    public boolean offered(Call call) {
        return false;
    }
}
