package dev.latchkey.oidc.authorize;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What `prompt` asks for (OpenID Connect Core §3.1.2.1).
enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT;

    /// Nothing if a value is unknown, or `none` does not stand alone.
    static Optional<Set<Prompt>> parse(String text) {
        var prompts = EnumSet.noneOf(Prompt.class);
        for (var word : text.split(" ")) {
            switch (word) {
                case "" -> {}
                case "none" -> prompts.add(NONE);
                case "login" -> prompts.add(LOGIN);
                case "consent" -> prompts.add(CONSENT);
                case "select_account" -> prompts.add(SELECT_ACCOUNT);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return prompts.contains(NONE) && prompts.size() > 1 ? Optional.empty() : Optional.of(prompts);
    }
}
