package dev.latchkey.signin.signup;

import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.platform.crypto.Secret;
import java.time.Instant;
import java.util.List;

/// An invitation.
///
/// @param groups what whoever uses it joins
record SignUpToken(
        String id,
        Secret token,
        Instant expiresAt,
        int usageLimit,
        int usageCount,
        List<GroupId> groups,
        Instant createdAt) {}
