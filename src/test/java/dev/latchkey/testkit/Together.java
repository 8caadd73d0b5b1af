package dev.latchkey.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Runs several things at the same moment.
public final class Together {
    private Together() {}

    /// Different things at once.
    ///
    /// @return what came of each, in that order
    @SafeVarargs
    public static <T> List<T> all(Supplier<T>... acts) {
        return run(acts.length, i -> acts[i].get());
    }

    /// @param each is given 0, 1, 2 …
    /// @return what came of each, in that order
    public static <T> List<T> run(int threads, IntFunction<T> each) {
        var start = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(executor.submit(() -> {
                    start.await();
                    return each.apply(number);
                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
