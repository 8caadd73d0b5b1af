package dev.latchkey.signin;

import dev.latchkey.platform.http.LocalPath;
import java.util.Optional;

/// Tells what a person is on their way to, so that the sign-in page can say so.
@FunctionalInterface
public interface LoginContext {
    /// The name of the app that the redirect leads to, if it leads to one.
    Optional<String> app(LocalPath redirect);
}
