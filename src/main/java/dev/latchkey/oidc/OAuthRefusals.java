package dev.latchkey.oidc;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;

/// Puts the refusals of lower rows (unreadable parameters, limits, the database) as OAuth errors, at every endpoint
/// that relying parties call: `routes.oauthClient().refusing(new OAuthRefusals())`.
public final class OAuthRefusals implements Refusals {
    @Override
    public Reply answer(Call call, Refusal refusal) {
        return error(refusal).answer(call);
    }

    /// The OAuth error that says the same.
    public static OAuthError error(Refusal refusal) {
        return switch (refusal) {
            case Refusal.TooLarge(var bytes) -> OAuthError.tooLarge(bytes);
            case Refusal.TooMany(var seconds) -> OAuthError.tooMany(seconds);
            case Refusal.Unavailable _, Refusal.TooSlow _ -> OAuthError.unavailable();
            case Refusal.Failed _ -> OAuthError.serverError();
            case Refusal.Invalid _,
                    Refusal.Unusable _,
                    Refusal.Bad _,
                    Refusal.Unauthorized _,
                    Refusal.Forbidden _,
                    Refusal.NotFound _,
                    Refusal.Conflict _,
                    Refusal.FileTooLarge _,
                    Refusal.FileType _,
                    Refusal.Unfetched _,
                    Refusal.Outdated _ -> OAuthError.invalidRequest(refusal.message());
        };
    }
}
