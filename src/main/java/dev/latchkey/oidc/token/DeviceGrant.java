package dev.latchkey.oidc.token;

import dev.latchkey.clients.Client;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.device.DeviceCodes;
import dev.latchkey.oidc.device.Poll;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import java.util.Optional;

/// `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628 §3.4).
final class DeviceGrant {
    private final DeviceCodes codes;
    private final FirstTokens first;

    DeviceGrant(DeviceCodes codes, FirstTokens first) {
        this.codes = codes;
        this.first = first;
    }

    Decision redeem(Call call, Tx tx, Client client, TokenRequest.Device request) {
        return switch (codes.redeem(tx, client.id(), request.deviceCode())) {
            case Poll.Approved(var grant) -> first.of(call, tx, client, grant, Optional.empty());
            case Poll.Pending _ ->
                Decision.refused(OAuthError.of("authorization_pending", "Nobody has decided yet; ask again"));
            case Poll.SlowDown _ -> Decision.refused(OAuthError.slowDown());
            case Poll.Denied _ -> Decision.refused(OAuthError.accessDenied("The person did not allow it"));
            case Poll.Expired _ -> Decision.refused(OAuthError.of("expired_token", "Nobody decided in time"));
            case Poll.Unknown _ ->
                Decision.refused(OAuthError.invalidGrant("device_code is unknown, or was used before"));
        };
    }
}
