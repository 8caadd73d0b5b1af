package dev.latchkey.platform;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// Remembers what a function made of its recent inputs. For functions that always make the same of the same, and
/// nothing that has to be kept secret or may change.
public final class Memo<K, V> {
    private final int limit;
    private final Function<K, V> function;
    private final ConcurrentMap<K, V> known = new ConcurrentHashMap<>();

    /// @param limit of how many inputs; when there are more, all are forgotten
    public Memo(int limit, Function<K, V> function) {
        this.limit = limit;
        this.function = function;
    }

    public V of(K input) {
        var value = known.get(input);
        if (value == null) {
            value = function.apply(input);
            if (known.size() >= limit) {
                known.clear();
            }
            known.put(input, value);
        }
        return value;
    }
}
