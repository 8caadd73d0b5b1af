package dev.latchkey.signin.apikeys;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Scope;
import java.util.Map;
import java.util.Optional;

/// A program that came with a key.
///
/// @param administrator what the key's owner is at this moment
record KeyCaller(ApiKey key, boolean administrator) implements Caller {
    @Override
    public String userId() {
        return key.owner().value();
    }

    @Override
    public String limitKey() {
        return key.id();
    }

    @Override
    public boolean permits(Scope scope) {
        return !restricted() || key.scopes().contains(scope);
    }

    @Override
    public boolean restricted() {
        return !key.scopes().isEmpty();
    }

    @Override
    public Optional<String> credential() {
        return Optional.of(key.name());
    }

    @Override
    public boolean mailsLoginCodes() {
        return key.mailLoginCode();
    }

    /// Some programs take nothing but 200 for success, though there is nothing to tell after a deletion.
    @Override
    public Reply adapt(Call call, Reply reply) {
        boolean silent = call.method().equals("DELETE") && reply.status() == 204;
        return key.okAfterDelete() && silent ? Reply.json(200, Map.of()) : reply;
    }
}
