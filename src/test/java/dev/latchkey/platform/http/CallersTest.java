package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.platform.RefusalException;
import dev.latchkey.testkit.NobodyCalls;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whoever calls is known by one header, `Key`, which holds who it is.
class CallersTest {
    private static final int AT_ONCE = 300;

    /// Time stands still.
    private final RateLimits limits = new RateLimits(InstantSource.fixed(Instant.EPOCH), true);

    private final Callers callers = new Callers(new NobodyCalls(), new Keys(), limits);

    private record Program(String userId) implements Caller {
        @Override
        public boolean administrator() {
            return false;
        }

        @Override
        public String limitKey() {
            return userId;
        }
    }

    private static final class Keys implements CallerFinder {
        @Override
        public Found find(Call call) {
            return call.header("Key")
                    .<Found>map(user -> new Found.Known(new Program(user)))
                    .orElseGet(Found.Nobody::new);
        }

        @Override
        public boolean offered(Call call) {
            return call.header("Key").isPresent();
        }
    }

    private record Request(String key) implements Call.Incoming {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/api/things";
        }

        @Override
        public String rawQuery() {
            return "";
        }

        @Override
        public List<String> headers(String name) {
            return name.equals("Key") && !key.isEmpty() ? List.of(key) : List.of();
        }

        @Override
        public byte[] body(long limit) {
            return new byte[0];
        }
    }

    private void identify(Routes.Access access, String key) {
        var route = new Route(
                "GET", "/api/things", access, List.of(), false, true, Routes.Cors.NONE, 0, null, _ -> Reply.empty(204));
        var address = new ClientAddress(InetAddress.getLoopbackAddress());
        var call = new Call(new Request(key), "a request", address, Map.of(), 0);
        callers.identify(route, call);
        assertEquals(Optional.of(key), call.caller().map(Caller::userId));
    }

    private String refused(Routes.Access access, String key) {
        return assertThrows(RefusalException.class, () -> identify(access, key))
                .refusal()
                .code();
    }

    @Test
    void eachOneHasALimitOfTheirOwnWhereverTheyAre() {
        for (int i = 0; i < AT_ONCE; i++) {
            identify(Routes.Access.SIGNED_IN, "alice");
        }
        assertEquals("rate_limited", refused(Routes.Access.SIGNED_IN, "alice"));
        identify(Routes.Access.SIGNED_IN, "bob");
    }

    @Test
    void aKeyIsToldThatItIsNoneForABrowsersRoutes() {
        for (var access : List.of(Routes.Access.SESSION, Routes.Access.ADMINISTRATOR_SESSION)) {
            assertEquals("api_key_auth_not_allowed", refused(access, "alice"));
            assertEquals("not_signed_in", refused(access, ""));
        }
        assertEquals("not_signed_in", refused(Routes.Access.SIGNED_IN, ""));
        assertEquals("forbidden", refused(Routes.Access.ADMINISTRATOR, "alice"));
    }
}
